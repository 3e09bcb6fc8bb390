/** What is used of WebAssembly here: Node.js has it, but its types come only with those of browsers. */
declare namespace WebAssembly {
  type Module = object
  const Module: new (bytes: Uint8Array) => Module
  class Instance {
    constructor(module: Module)
    readonly exports: unknown
  }
  class Memory {
    readonly buffer: ArrayBuffer
    /** @param pages of 65,536 bytes */
    grow(pages: number): number
  }
}
