/** Units that answer 0 to every picture: their ReLU has no gradient, so they will not learn any more. */
import type { Evidence, Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

/** Shares of a layer above which something is wrong; dense units are sparse by nature. */
const limits = { convolution: 0.5, dense: 0.85 } as const

export function deadUnits({ activity, settings }: Evidence): Finding | null {
  const { network, switches, initialiser, learningRate } = settings
  const activation = switches.activation ?? (network === 'lenet' ? 'tanh' : 'relu')
  if (activity === null || activation !== 'relu') return null
  const layers = [...activity].map(([layer, shares]) => {
    const dead = shares.reduce((count, share) => count + (share === 0 ? 1 : 0), 0)
    return { layer, units: shares.length, dead, limit: layer.startsWith('conv') ? limits.convolution : limits.dense }
  })
  const ill = layers.filter(({ dead, units, limit }) => dead > limit * units)
  if (ill.length === 0) return null
  const counts = ill.map(({ layer, dead, units }) => `${layer} (${String(dead)} of ${String(units)})`)
  const lower = roundRate(learningRate / 5)
  const he = initialiser !== 'he'
  return {
    illness: 'dead-units',
    words: `Units answer 0 to every picture and cannot learn any more: ${counts.join(', ')}.`,
    evidence: Object.fromEntries(ill.map(({ layer, dead, units }) => [layer, dead / units])),
    cures: [
      {
        kind: 'start',
        words: `Start again with a learning rate of ${String(lower)}${he ? ' and He’s initialiser' : ''}.`,
        settings: { learningRate: lower, ...(he && { initialiser: 'he' as const }) },
      },
    ],
  }
}
