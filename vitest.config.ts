/** Three kinds of tests: quick ones side by side, those of real processes, and journeys in a browser one after another. */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Processes that tests start have their modules from here, compiled and without their types, in half the time. */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled') }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          // Shipped as modules for bundlers, which Node.js cannot load by itself.
          server: { deps: { inline: [/tfjs-core\/dist\/(register_all_gradients|gradients|ops)/] } },
          // Vitest leaves one core idle, which is half of two; with all of them a test may take twice as long.
          maxWorkers: '100%',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          env,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/prepared.ts'],
          fileParallelism: false,
          // Two cores may be busy with a training run.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
