/**
 * Who may import whom: the import rule as a table. A path belongs to the room with the longest name that begins it; a
 * room may always import itself. What is not in the table (tests, configuration) may import everything.
 */

/** What every room of the main side may use: they depend on nothing of ours themselves. */
const common = ['main/lib', 'preload/contract']

/** What engines share; they never know each other. */
const sharedByEngines = ['engine', 'check', 'memory', 'parts', 'rates'].map((file) => `main/engine/${file}.ts`)

interface Room {
  readonly may: readonly string[]
  /** What only `import type` may name. */
  readonly mayTypes?: readonly string[]
}

export const rooms: Readonly<Record<string, Room>> = {
  'preload/contract': { may: [] },
  'preload/bridge': { may: ['preload/contract'] },

  renderer: { may: ['renderer/client', 'renderer/locales', 'preload/contract', 'resources'] },
  'renderer/client': {
    may: ['preload/contract', 'preload/bridge/browser.ts', 'preload/bridge/entries.ts', 'renderer/locales'],
    mayTypes: ['preload/bridge/bridge.ts'],
  },
  'renderer/locales': { may: [] },

  'main/lib': { may: [] },
  'main/launch': { may: [] },
  'main/network': { may: common },
  'main/store': { may: common },
  'main/image': { may: common },
  'main/dataset': { may: [...common, 'main/store', 'main/image'] },
  'main/pipeline': { may: [...common, 'main/image'] },
  'main/engine': { may: [...common, 'main/network', 'main/engine/onnx', 'main/engine/tensorflow'] },
  'main/engine/onnx': { may: [...common, 'main/network', 'main/interchange/formats/onnx-file.ts', ...sharedByEngines] },
  'main/engine/tensorflow': { may: [...common, 'main/network', ...sharedByEngines] },
  'main/train': { may: [...common, 'main/network', 'main/engine/engine.ts'] },
  'main/inference': {
    may: [
      ...common,
      'main/network',
      'main/image',
      'main/store',
      'main/pipeline',
      'main/engine/engine.ts',
      'main/train',
      'main/worker',
    ],
  },
  'main/interchange': { may: [...common, 'main/network', 'resources'] },
  'main/run': { may: [...common, 'main/network', 'main/store', 'main/image', 'main/worker', 'main/train'] },
  'main/api': {
    may: [
      ...common,
      'main/dataset',
      'main/run',
      'main/inference',
      'main/interchange',
      'main/network',
      'main/image',
      'main/worker',
    ],
    mayTypes: ['main/store'],
  },
  'main/worker': { may: common },
  'main/host': { may: [...common, 'main/api', 'main/worker', 'main/store'] },
  'main/host/electron': { may: [...common, 'main/api', 'main/worker', 'main/host'] },
  'main/host/loopback': { may: [...common, 'main/api', 'main/worker', 'main/host'] },
  'main/host/terminal': { may: [...common, 'main/api', 'main/worker', 'main/host'] },
}

/** Composition roots, which put a process together out of rooms that do not know each other, and what several share. */
export const compositionRoots = /^main\/worker\/([a-z-]+\.worker|roots\/[a-z-]+)\.ts$/

/** What a composition root may import besides its own room. */
export const rootMay = [
  ...common,
  ...[
    'store',
    'image',
    'dataset',
    'pipeline',
    'engine',
    'engine/onnx',
    'engine/tensorflow',
    'network',
    'train',
    'run',
    'inference',
    'interchange',
  ].map((room) => `main/${room}`),
]

/** Each heavy dependency and the one room that may import it. */
export const heavyDependencies: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/host/electron', 'preload/bridge/electron.ts'],
  'better-sqlite3': ['main/store'],
  sharp: ['main/image'],
  '@julusian/jpeg-turbo': ['main/image'],
  'onnxruntime-node': ['main/engine/onnx'],
  'onnxruntime-common': ['main/engine/onnx'],
  '@tensorflow/tfjs-core': ['main/engine/tensorflow'],
  '@tensorflow/tfjs-node-gpu': ['main/engine/tensorflow'],
  vue: ['renderer'],
  'naive-ui': ['renderer'],
  'vue-i18n': ['renderer/locales'],
}
