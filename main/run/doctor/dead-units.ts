/**
 * Many ReLU units of a layer answer 0 to every picture. Their gradient is 0 too, so that they never come back; a step
 * that was too large has pushed their biases and weights out of reach.
 */
import { preset } from '../../network/spec.ts'
import { changeRate, startWith } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { highestRate, percent, rounded } from './measures.ts'

/** Fewer pictures do not tell a dead unit from one that answers to something rare. */
const fewestPictures = 32
/** Share of a layer's units from which on it matters; dense units answer to few pictures by nature. */
const many = { convolution: 0.5, dense: 0.8 } as const

export function deadUnits(evidence: Evidence): Finding | null {
  const { activity, settings } = evidence
  if (!activity || activity.pictures < fewestPictures) return null
  if (preset(settings.network, 2, settings.switches).activation !== 'relu') return null
  const layers = Array.from(activity.layers, ([layer, shares]) => {
    const dead = shares.filter((share) => share === 0).length
    return { layer, dead, units: shares.length, share: dead / shares.length }
  }).filter(({ layer, share }) => share >= many[layer.startsWith('conv') ? 'convolution' : 'dense'])
  const worst = layers.toSorted((a, b) => b.share - a.share)[0]
  if (!worst) return null
  const others = layers.filter((layer) => layer !== worst)
  const also = others.map(({ layer, share }) => `${layer} (${percent(share)})`).join(', ')
  const { layer, dead, units, share } = worst
  const learningRate = rounded(highestRate(evidence) / 3)
  return {
    illness: 'dead-units',
    words:
      `${percent(share)} of the units of ${layer} (${String(dead)} of ${String(units)}) answer 0 to every one of ` +
      `${String(activity.pictures)} pictures: they are dead and learn no more.${also && ` Likewise in ${also}.`}`,
    evidence: {
      layer,
      dead,
      units,
      pictures: activity.pictures,
      layers: layers.map((each) => each.layer).join(', '),
    },
    cures: [
      startWith(`He’s initialiser and a learning rate of ${String(learningRate)}`, { initialiser: 'he', learningRate }),
      changeRate(evidence, 1 / 3),
    ],
  }
}
