/** Loads a run's chosen checkpoint into a predictor, and keeps the last few loaded. */
import type { Engine, Predictor } from '../engine/engine.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { networkOf } from '../network/of-settings.ts'
import type { RunRow, Store } from '../store/store.ts'

/** A trained network, ready to answer. */
export interface Model {
  readonly run: RunRow
  readonly network: NetworkSpec
  readonly predictor: Predictor
}

interface Loaded {
  readonly model: Promise<Model>
  /** Calls under way that use it. */
  users: number
}

/** Models that stay loaded; one of `alexnet` takes 250 MB. */
const capacity = 3

export class Models {
  readonly #store: Store
  readonly #engine: () => Promise<Engine>
  /** By checkpoint, the one used longest ago first. */
  readonly #loaded = new Map<number, Loaded>()

  /** @param engine opens the engine, or answers the one that is open */
  constructor(store: Store, engine: () => Promise<Engine>) {
    this.#store = store
    this.#engine = engine
  }

  /**
   * Lets `work` use the best of the run's checkpoints, else its newest, which stays loaded as long as that takes.
   * Throws `Failure('not-found')` where there is none.
   */
  async use<Result>(runId: number, work: (model: Model) => Promise<Result>): Promise<Result> {
    const run = this.#store.runs.get(runId)
    const { id } = this.#store.checkpoints.chosen(runId)
    const loaded = this.#loaded.get(id) ?? { model: this.#load(run, id), users: 0 }
    this.#loaded.delete(id)
    this.#loaded.set(id, loaded)
    loaded.users++
    try {
      return await work(await loaded.model)
    } catch (error) {
      if (await isBroken(loaded.model)) this.#loaded.delete(id)
      throw error
    } finally {
      loaded.users--
      this.#evict()
    }
  }

  async #load(run: RunRow, checkpointId: number): Promise<Model> {
    const { settings, classNames } = run
    const normalisation = this.#store.runInputs.knownNormalisation(run.id)
    const engine = await this.#engine()
    const tensors = this.#store.checkpoints.weights(checkpointId)
    const network = networkOf(settings, classNames.length)
    const parameters = new Map(tensors.map(({ name, shape, data }) => [name, { shape, data }]))
    return { run, network, predictor: await engine.predictor({ network, normalisation, parameters }) }
  }

  #evict(): void {
    for (const [id, { model, users }] of this.#loaded) {
      if (this.#loaded.size <= capacity) return
      if (users > 0) continue
      this.#loaded.delete(id)
      void model.then(({ predictor }) => predictor.close())
    }
  }
}

function isBroken(model: Promise<Model>): Promise<boolean> {
  return model.then(
    () => false,
    () => true,
  )
}
