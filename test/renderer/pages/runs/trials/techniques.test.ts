import { describe, expect, it } from 'vitest'
import type { NetworkSwitches, TrainingRequest } from '../../../../../preload/contract/index.ts'
import { trialsOf } from '../../../../../renderer/pages/runs/trials/techniques.ts'
import { suggestSettings } from '../../../../../main/run/suggest.ts'
import { preset } from '../../../../../main/network/spec.ts'

function trials(change: Partial<TrainingRequest>, devices: Parameters<typeof trialsOf>[2] = []) {
  const { settings } = suggestSettings({ images: 1000, classes: 10, cores: 2, fixed: change })
  const switches: NetworkSwitches = preset(settings.network, 10, settings.switches)
  return { settings, trials: trialsOf(settings, switches, devices) }
}

describe('trials of techniques', () => {
  it('are every other way of each, in the order of the paper', () => {
    const found = trials({ network: 'alexnet-mini' }).trials
    expect(found.map(({ alternative }) => alternative)).toEqual([
      ...['sigmoid', 'tanh', 'twoHalves', 'noLrn', 'disjoint', 'average'],
      ...['noCrops', 'colour', 'noDropout', 'noWeightDecay'],
    ])
  })

  it('change one technique, and keep the switches that were chosen', () => {
    const { settings, trials: found } = trials({ network: 'alexnet', switches: { width: 0.25, lrn: false } })
    const change = (wanted: string) => found.find(({ alternative }) => alternative === wanted)?.change
    expect(change('tanh')).toEqual({ switches: { width: 0.25, lrn: false, activation: 'tanh' } })
    expect(change('lrn')).toEqual({ switches: { width: 0.25, lrn: true } })
    expect(change('noDropout')).toEqual({ dropout: 0 })
    expect(change('noCrops')).toEqual({ augmentation: { ...settings.augmentation, crop: false, mirror: false } })
  })

  it('lead back from a network without them', () => {
    const found = trials({
      network: 'alexnet-2gpu',
      switches: { activation: 'tanh', pooling: 'disjoint' },
      augmentation: { crop: false, mirror: false, colour: true },
      dropout: 0,
      weightDecay: 0,
    }).trials
    expect(found.map(({ alternative }) => alternative)).toEqual([
      ...['relu', 'sigmoid', 'oneColumn', 'noLrn', 'overlapping', 'average'],
      ...['crops', 'noColour', 'dropout', 'weightDecay'],
    ])
  })

  it('leave out response normalisation where a network has no place for it', () => {
    for (const network of ['lenet', 'alexnet-torchvision'] as const) {
      expect(trials({ network }).trials.map(({ technique }) => technique)).not.toContain('lrn')
    }
  })

  it('go to the processor and to the fastest other device that can be used', () => {
    const device = { name: '', engine: '', reason: null, advice: null, speed: null }
    const devices = [
      { ...device, id: 'tfjs-gpu', usable: false },
      { ...device, id: 'webgpu', usable: true },
      { ...device, id: 'cpu', usable: true },
    ]
    const deviceTrials = (own: string) =>
      trials({ network: 'lenet', device: own }, devices as never).trials.filter(
        ({ technique }) => technique === 'device',
      )
    expect(deviceTrials('cpu')).toEqual([{ technique: 'device', alternative: 'gpu', change: { device: 'webgpu' } }])
    expect(deviceTrials('webgpu')).toEqual([
      { technique: 'device', alternative: 'processor', change: { device: 'cpu' } },
    ])
    expect(trials({ network: 'lenet', device: 'cpu' }).trials.map(({ technique }) => technique)).not.toContain('device')
  })
})
