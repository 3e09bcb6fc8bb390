import { describe, expect, it } from 'vitest'
import type { Diagnosis, EpochRecord } from '../../../../preload/contract/index.ts'
import type { DoctorOptions } from '../../../../main/run/doctor/doctor.ts'
import { Doctor } from '../../../../main/run/doctor/doctor.ts'
import { guessingLoss } from '../../../../main/run/doctor/measures.ts'
import type { Evidence } from '../../../../main/run/doctor/evidence.ts'
import { healthy } from './patient.ts'

const options: DoctorOptions = {
  settings: { ...healthy, epochs: 10, warmupEpochs: 0 },
  stepsPerEpoch: 20,
  classNames: ['cat', 'dog'],
  labels: Int32Array.of(0, 1, 0, 1),
  probes: 64,
  speeds: {},
  checkpoints: () => ({ newest: 20, best: 20 }),
  steps: [],
  epochs: [],
  diagnoses: [],
}

/** Steps at one loss, from `first` to `last`, with a look after each; answers those that told something. */
function steps(doctor: Doctor, first: number, last: number, loss: number): (readonly Diagnosis[])[] {
  const told = []
  for (let step = first; step <= last; step++) {
    doctor.step({ step, loss, learningRate: 0.02 }, { imagesPerSecond: 100, waitingShare: 0, trainedSeconds: 1 })
    const diagnoses = doctor.look()
    if (diagnoses) told.push(diagnoses)
  }
  return told
}

const record: EpochRecord = {
  epoch: 1,
  step: 20,
  train: { loss: 0.69, top1Error: 0.5, top5Error: 0 },
  validation: { loss: 0.69, top1Error: 0.5, top5Error: 0 },
  learningRate: 0.02,
  imagesPerSecond: 100,
  seconds: 8,
  waitingShare: 0,
  usage: null,
}

describe('the doctor', () => {
  it('looks every twenty steps of a short run and tells what it found, since when', () => {
    const told = steps(new Doctor(options), 1, 100, Math.log(2))
    expect(told.map(([diagnosis]) => [diagnosis!.illness, diagnosis!.step, diagnosis!.lastStep])).toEqual([
      ['stuck', 60, 60],
      ['stuck', 60, 80],
      ['stuck', 60, 100],
    ])
  })

  it('says that an illness has passed', () => {
    const doctor = new Doctor(options)
    const told = [...steps(doctor, 1, 60, Math.log(2)), ...steps(doctor, 61, 100, 0.1)]
    expect(told.map(([diagnosis]) => [diagnosis!.lastStep, diagnosis!.current])).toEqual([
      [60, true],
      [80, false],
      [100, false],
    ])
  })

  it('looks at each end of an epoch', () => {
    const doctor = new Doctor(options)
    steps(doctor, 1, 5, 0.5)
    const activity = new Map([['conv1', new Float32Array(8)]])
    doctor.epoch({ ...record, step: 5 }, { answers: [3, 1], activity })
    expect(doctor.look()).toMatchObject([{ illness: 'dead-units', step: 5, evidence: { layer: 'conv1', dead: 8 } }])
    expect(doctor.look()).toBeNull()
  })

  it('sees that a long epoch waits for pictures before it is over, and not what its first steps wait', () => {
    const doctor = new Doctor(options)
    const waiting = (step: number, trainedSeconds: number) => {
      doctor.step({ step, loss: 0.5, learningRate: 0.02 }, { imagesPerSecond: 10, waitingShare: 0.6, trainedSeconds })
      return doctor.look()
    }
    for (let step = 1; step <= 20; step++) expect(waiting(step, step / 2)).toBeNull()
    for (let step = 21; step < 40; step++) waiting(step, step / 2)
    expect(waiting(40, 20)).toMatchObject([{ illness: 'starved', step: 40, evidence: { waited: 12 } }])
  })

  it('tells nothing of units from a handful of pictures', () => {
    const doctor = new Doctor({ ...options, probes: 10 })
    doctor.epoch(record, { answers: [3, 1], activity: new Map([['conv1', new Float32Array(8)]]) })
    expect(doctor.look()).toBeNull()
  })

  it('goes on with what an earlier process found and measured', () => {
    const told = steps(new Doctor(options), 1, 60, Math.log(2))
    const before = Array.from({ length: 60 }, (_, index) => ({
      step: index + 1,
      loss: Math.log(2),
      learningRate: 0.02,
    }))
    const doctor = new Doctor({ ...options, steps: before, diagnoses: told[0]! })
    expect(steps(doctor, 61, 80, Math.log(2))[0]).toMatchObject([{ illness: 'stuck', step: 60, lastStep: 80 }])
  })

  it('judges a slow fall by the epochs that the run is to have', () => {
    const short = new Doctor({ ...options, settings: { ...options.settings, epochs: 5 } })
    const long = new Doctor({ ...options, settings: { ...options.settings, epochs: 5 } })
    long.setEpochs(100)
    const fall = (doctor: Doctor) =>
      Array.from({ length: 80 }, (_, index) => steps(doctor, index + 1, index + 1, Math.log(2) - index * 0.001).at(-1))
    expect(fall(short).at(-1)).toMatchObject([{ illness: 'rate-too-low' }])
    expect(fall(long).every((told) => told === undefined)).toBe(true)
  })

  it('goes by the rates of the run itself, not by those of the run that it branched from', () => {
    const before = [{ step: 1, loss: 0.6, learningRate: 5 }]
    const doctor = new Doctor({ ...options, steps: before })
    const [diagnosis] = doctor.diverged({ step: 2, learningRate: 0.02 })
    expect(diagnosis!.cures).toMatchObject([
      { settings: { learningRate: 0.004 } },
      { settings: { learningRate: 0.004 } },
    ])
  })

  it('has only one thing to say of a run whose loss is no number', () => {
    const doctor = new Doctor(options)
    steps(doctor, 1, 60, Math.log(2))
    expect(doctor.diverged({ step: 61, learningRate: 0.02 })).toMatchObject([
      { illness: 'stuck', step: 60, current: false },
      { illness: 'diverged', step: 61, current: true, cures: [{ kind: 'branch', step: 20 }, { kind: 'start' }] },
    ])
  })
})

describe('what guessing costs', () => {
  it.each<[string, Partial<Evidence['settings']>, readonly number[], number]>([
    ['ln 4 for four equal classes', {}, [5, 5, 5, 5], Math.log(4)],
    ['the entropy of uneven ones', {}, [9, 1], -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1)],
    ['ln 2 where weights make them even', { classWeights: 'balanced' }, [9, 1], Math.log(2)],
    ['more where labels are smoothed', { labelSmoothing: 0.2 }, [9, 1], -0.82 * Math.log(0.82) - 0.18 * Math.log(0.18)],
    ['nothing where there is one class', {}, [7, 0], 0],
  ])('is %s', (_name, settings, pictures, loss) => {
    const evidence = { settings: { ...healthy, ...settings }, pictures } as unknown as Evidence
    expect(guessingLoss(evidence)).toBeCloseTo(loss)
  })
})
