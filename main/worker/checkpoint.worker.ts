/** Composition root of the thread that writes a run's checkpoints, so that training does not wait for the disk. */
import { parentPort, workerData } from 'node:worker_threads'
import type { WriteJob, WriteReply, WriteRequest } from '../run/checkpoint-writer.ts'
import { buffersOf } from '../run/checkpoint-writer.ts'
import { DiskFull } from '../store/disk.ts'
import { openStore } from '../store/open.ts'

const { workspace, runId } = workerData as WriteJob
const store = openStore(workspace, { durable: true })

parentPort?.on('message', (request: WriteRequest) => {
  if (request === 'close') {
    store.close()
    parentPort?.close()
    return
  }
  const reply = write(request)
  parentPort?.postMessage({ ...reply, tensors: request.tensors } satisfies WriteReply, buffersOf(request.tensors))
})

function write(checkpoint: Exclude<WriteRequest, 'close'>): Pick<WriteReply, 'failure'> {
  try {
    store.checkpoints.save(runId, checkpoint)
    return { failure: null }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { failure: { diskFull: error instanceof DiskFull, message } }
  }
}
