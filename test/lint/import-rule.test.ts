/** Shows that the import rule refuses what it should and accepts the rest, on files that need not exist. */
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { importRule } from '../support/lint/import-rule.ts'

/** What the rule says of one line in one file; empty where it accepts it. */
function complaints(file: string, code: string): string[] {
  const linter = new Linter({ cwd: '/repository' })
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { studio: { rules: { imports: importRule } } },
    rules: { 'studio/imports': 'error' },
  } satisfies Linter.Config
  return linter.verify(code, config, { filename: `/repository/${file}` }).map(({ message }) => message)
}

describe('the import rule accepts', () => {
  it.each([
    ['main/api/runs.ts', "import { x } from '../run/manager.ts'"],
    ['main/api/runs.ts', "import { contract } from '../../preload/contract/index.ts'"],
    ['main/api/runs.ts', "import type { Store } from '../store/store.ts'"],
    ['main/host/workspace.ts', "import { openStore } from '../store/open.ts'"],
    ['main/host/loopback/main.ts', "import { openWorkspace } from '../workspace.ts'"],
    ['main/dataset/import.ts', "import { decode } from '../image/decode.ts'"],
    ['main/pipeline/batches.ts', "import { PixelReader } from '../image/pixels.ts'"],
    ['main/train/loop.ts', "import type { Trainer } from '../engine/engine.ts'"],
    ['main/engine/devices.ts', "import { createOnnxEngine } from './onnx/engine.ts'"],
    ['main/engine/onnx/graph.ts', "import { layersOf } from '../../network/layers.ts'"],
    ['main/worker/train.worker.ts', "import { createOnnxEngine } from '../engine/onnx/engine.ts'"],
    ['main/worker/train.worker.ts', "import { openStore } from '../store/open.ts'"],
    ['main/store/open.ts', "import Database from 'better-sqlite3'"],
    ['main/image/decode.ts', "import sharp from 'sharp'"],
    ['main/engine/onnx/session.ts', "const ort = await import('onnxruntime-node')"],
    ['preload/bridge/electron.ts', "import { ipcRenderer } from 'electron'"],
    ['renderer/client/client.ts', "import { createBrowserBridge } from '../../preload/bridge/browser.ts'"],
    ['renderer/pages/train/TrainPage.ts', "import { call } from '../../client/client.ts'"],
    ['test/main/store/open.test.ts', "import { openStore } from '../../../main/store/open.ts'"],
  ])('%s: %s', (file, code) => {
    expect(complaints(file, code)).toEqual([])
  })
})

describe('the import rule refuses', () => {
  it.each([
    ['renderer/pages/train/TrainPage.ts', "import { x } from '../../../main/api/api.ts'", 'renderer may not import'],
    [
      'renderer/pages/train/TrainPage.ts',
      "import { x } from '../../../preload/bridge/browser.ts'",
      'renderer may not import',
    ],
    ['preload/contract/runs.ts', "import { x } from '../../main/lib/random.ts'", 'nothing of ours'],
    ['preload/bridge/electron.ts', "import { x } from '../../main/lib/random.ts'", 'preload/bridge may not import'],
    ['main/api/runs.ts', "import { openStore } from '../store/open.ts'", 'only import types'],
    ['main/api/runs.ts', "import { x } from '../host/workspace.ts'", 'main/api may not import'],
    ['main/api/runs.ts', "import { x } from '../train/loop.ts'", 'main/api may not import'],
    ['main/host/terminal/main.ts', "import { x } from '../../dataset/import.ts'", 'main/host/terminal may not import'],
    ['main/host/terminal/main.ts', "import { x } from '../loopback/server.ts'", 'main/host/terminal may not import'],
    ['main/train/loop.ts', "import type { Store } from '../store/store.ts'", 'main/train may not import'],
    ['main/train/loop.ts', "import { x } from '../engine/onnx/graph.ts'", 'main/train may not import'],
    ['main/engine/onnx/graph.ts', "import { x } from '../tensorflow/graph.ts'", 'main/engine/onnx may not import'],
    ['main/engine/onnx/graph.ts', "export * from '../../train/loop.ts'", 'main/engine/onnx may not import'],
    ['main/store/open.ts', "import { x } from '../image/decode.ts'", 'main/store may not import'],
    ['main/network/spec.ts', "export { x } from '../engine/engine.ts'", 'main/network may not import'],
    ['main/worker/spawn.ts', "import { x } from '../train/loop.ts'", 'main/worker may not import'],
    ['main/lib/random.ts', "const x = await import('../network/spec.ts')", 'nothing of ours'],
    ['main/api/runs.ts', "import Database from 'better-sqlite3'", 'only be imported in main/store'],
    ['main/pipeline/cut.ts', "import sharp from 'sharp'", 'only be imported in main/image'],
    ['main/train/loop.ts', "import { Tensor } from 'onnxruntime-node'", 'only be imported in main/engine/onnx'],
    ['main/host/loopback/main.ts', "import { app } from 'electron'", 'only be imported in main/host/electron'],
    [
      'main/engine/onnx/graph.ts',
      "import tf from '@tensorflow/tfjs-node-gpu'",
      'only be imported in main/engine/tensorflow',
    ],
    ['main/api/runs.ts', "import { ref } from 'vue'", 'only be imported in renderer'],
  ])('%s: %s', (file, code, reason) => {
    const [complaint = '', ...rest] = complaints(file, code)
    expect(complaint).toContain(reason)
    expect(rest).toEqual([])
  })
})
