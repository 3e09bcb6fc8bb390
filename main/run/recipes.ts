/** Sets of settings with a name: those that come with the program, and a person's own from the store. */
import type { Recipe } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'

type Settings = Recipe['settings']

/** What the published recipes have in common. */
const published: Settings = {
  network: 'alexnet-2gpu',
  switches: {},
  epochs: 90,
  learningRate: 0.01,
  momentum: 0.9,
  weightDecay: 5e-4,
  warmupEpochs: 0,
  rateDrop: 0.1,
  earlyStopping: null,
  labelSmoothing: 0,
  gradientNormLimit: null,
  classWeights: 'none',
  mean: 'picture',
  dropout: 0.5,
}

const builtIn: readonly Recipe[] = [
  /** Everything is chosen for the dataset and the machine. */
  { name: 'recommended', own: false, settings: {} },
  /** Krizhevsky, Sutskever, Hinton (2012), sections 4 and 5; its rate was divided by hand when validation stopped improving. */
  {
    name: 'paper',
    own: false,
    settings: {
      ...published,
      batch: 128,
      biasRate: 1,
      biasDecay: true,
      initialiser: 'paper',
      schedule: 'plateau',
      plateauPatience: 5,
      augmentation: { crop: true, mirror: true, colour: true },
    },
  },
  /**
   * Caffe's bvlc_alexnet: 450,000 steps of 256 are 90 epochs of ImageNet, with a drop after each 100,000. Its crops of
   * 227 without padding see what crops of 224 with padding 1 and 2 see.
   */
  {
    name: 'caffe',
    own: false,
    settings: {
      ...published,
      batch: 256,
      biasRate: 2,
      biasDecay: false,
      initialiser: 'caffe',
      schedule: 'step',
      stepEpochs: 20,
      augmentation: { crop: true, mirror: true, colour: false },
    },
  },
]

export function recipes(store: Store): readonly Recipe[] {
  return [...builtIn, ...store.recipes.list().map((recipe) => ({ ...recipe, own: true }))]
}

/** The settings of a recipe; throws `Failure('not-found')`, listing those there are. */
export function recipeSettings(store: Store, name: string): Settings {
  const all = recipes(store)
  const found = all.find((recipe) => recipe.name === name)
  if (found) return found.settings
  const names = all.map((recipe) => recipe.name).join(', ')
  throw new Failure('not-found', `There is no recipe “${name}”. Recipes: ${names}.`)
}

/** Keeps settings under a name of a person's own. Throws `Failure('conflict')` where the program has a recipe of it. */
export function saveRecipe(store: Store, name: string, settings: Settings): void {
  if (builtIn.some((recipe) => recipe.name === name)) {
    throw new Failure('conflict', `The recipe “${name}” comes with the program. Choose another name for your own.`)
  }
  store.recipes.save(name, settings)
}
