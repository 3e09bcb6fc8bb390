/** Makes WebAssembly that the program carries within itself run. */

/** Makes an instance of a module that imports nothing, and answers what it exports; `code` is the module in Base64. */
export function instantiate<Exports>(code: string): Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64'))).exports as Exports
}
