/** Builds the three environments into `out/`: Node bundles for every host and worker, the preload, the page. */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { licences } from './resources/licences.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** vue-i18n without what the page does not use: its older interface, its components and its hooks for developer tools. */
const textFlags = {
  __VUE_I18N_LEGACY_API__: false,
  __VUE_I18N_FULL_INSTALL__: false,
  __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  __INTLIFY_PROD_DEVTOOLS__: false,
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: at('main/host/electron/main.ts'),
          loopback: at('main/host/loopback/main.ts'),
          terminal: at('main/host/terminal/main.ts'),
          'train.worker': at('main/worker/train.worker.ts'),
          'batch.worker': at('main/worker/batch.worker.ts'),
          'checkpoint.worker': at('main/worker/checkpoint.worker.ts'),
          'classify.worker': at('main/worker/classify.worker.ts'),
          'duplicates.worker': at('main/worker/duplicates.worker.ts'),
          'import.worker': at('main/worker/import.worker.ts'),
          'preview.worker': at('main/worker/preview.worker.ts'),
          'step.worker': at('main/worker/step.worker.ts'),
          'device.worker': at('main/worker/device.worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { electron: at('preload/bridge/electron.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue(), licences(import.meta.dirname)],
    define: textFlags,
    build: { outDir: 'out/renderer', minify: true, rolldownOptions: { input: at('renderer/index.html') } },
  },
})
