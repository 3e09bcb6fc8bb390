/** Three kinds of tests: quick ones side by side, those of real processes, and journeys in a browser one after another. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          // Shipped as modules for bundlers, which Node.js cannot load by itself.
          server: { deps: { inline: [/tfjs-core\/dist\/(register_all_gradients|gradients|ops)/] } },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/e2e/**/*.test.ts'],
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
