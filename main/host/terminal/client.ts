/** The terminal's way to the API in its own process: typed calls that throw, and events. */
import type { MethodName, Params, Result } from '../../../preload/contract/index.ts'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'

export interface Client extends Pick<Api, 'listen'> {
  /** Throws a `Failure` where the API refuses, or the signal ended it. */
  call<Name extends MethodName>(method: Name, params: Params<Name>, signal?: AbortSignal): Promise<Result<Name>>
}

export function createClient(api: Pick<Api, 'call' | 'listen'>): Client {
  return {
    listen: api.listen,
    async call<Name extends MethodName>(method: Name, params: Params<Name>, signal?: AbortSignal) {
      const outcome = await api.call(method, params, signal)
      if (outcome.ok) return outcome.value as Result<Name>
      if (outcome.code === 'internal') throw new Error(outcome.message)
      throw new Failure(outcome.code, outcome.message, outcome.details)
    },
  }
}

/** The dataset of that name; throws `Failure('not-found')` with the names there are. */
export async function datasetNamed(client: Client, name: string): Promise<Result<'datasets.list'>[number]> {
  const datasets = await client.call('datasets.list', {})
  const found = datasets.find((dataset) => dataset.name === name)
  if (found) return found
  const names = datasets.map((dataset) => `“${dataset.name}”`).join(', ')
  const advice = names === '' ? 'There are none yet; “import” makes one.' : `There are ${names}.`
  throw new Failure('not-found', `There is no dataset named “${name}”. ${advice}`)
}
