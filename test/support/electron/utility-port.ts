/** Gives a utility process its `process.parentPort`. */
Object.assign(process, {
  parentPort: {
    postMessage: (message: object) => void process.send?.(message, () => undefined),
    on: (event: 'message', listener: (event: { data: unknown }) => void) =>
      process.on(event, (data) => listener({ data })),
  },
})
process.once('disconnect', () => process.exit(1))
