/** Answers `history.*`: the steps of a dataset, back and forth. */
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function historyHandlers(
  { datasets, history }: Pick<Store, 'datasets' | 'history'>,
  emit: Emit,
): Handlers<'history'> {
  const turn = (datasetId: number, direction: 'undo' | 'redo') => {
    datasets.get(datasetId)
    const act = history[direction](datasetId)
    if (act) emit('datasets.changed', { datasetId })
    return { act, state: history.state(datasetId) }
  }
  return {
    state: ({ datasetId }) => history.state(datasetId),
    undo: ({ datasetId }) => turn(datasetId, 'undo'),
    redo: ({ datasetId }) => turn(datasetId, 'redo'),
    list: ({ datasetId, offset, limit }) => ({ acts: history.list(datasetId, offset, limit) }),
  }
}
