/** How far a network is with many pictures, as a bar. */
import type { ModelProgress } from '../../../preload/contract/index.ts'
import type { Client } from './client.ts'
import type { Output } from './output.ts'
import { count } from './words.ts'

/** Shows the bar for as long as `work` goes on. */
export async function withModelProgress<Result>(
  client: Client,
  output: Output,
  work: () => Promise<Result>,
): Promise<Result> {
  const unlisten = client.listen((event, payload) => {
    if (event !== 'models.progress') return
    const { done, total } = payload as ModelProgress
    output.progress(done / total, `${count(done)} of ${count(total)} pictures`)
  })
  try {
    return await work()
  } finally {
    unlisten()
    output.progressEnd()
  }
}
