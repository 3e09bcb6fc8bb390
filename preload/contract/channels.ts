/** Names of Electron's IPC channels: one to the host, one from it, each for messages of the wire. */
export const toHost = 'studio:to-host'
export const fromHost = 'studio:from-host'
