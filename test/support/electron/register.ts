/** Makes the module `electron` the stand-in, in this process: `node --import register.ts out/main/electron.js`. */
import { registerHooks } from 'node:module'

const standIn = new URL('module.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)
  },
})
