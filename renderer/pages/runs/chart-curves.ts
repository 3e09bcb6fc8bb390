/** What a run measured, as curves over its steps. */
import type { EpochRecord, StepRecord, UsageRecord } from '../../../preload/contract/index.ts'
import type { Curve, CurveColour, View } from '../../components/chart/curve.ts'
import { t } from '../../locales/text.ts'
import { smoothLoss } from './curves.ts'

/** Above so many points, dots would run into each other. */
const mostDots = 40

/** Among so few classes the right one is always within five. */
export const fewestClassesForTop5 = 6

/** The loss is smoothed for the part that is looked at, so that coming closer shows more. */
export function lossCurves(steps: readonly StepRecord[], view: View | null, epochs: readonly EpochRecord[]): Curve[] {
  const seen = view ? steps.filter(({ step }) => step >= view.start && step <= view.end) : steps
  const { x, y, low, high } = smoothLoss(seen)
  return [
    { name: t('runs.charts.training'), colour: 'training', x, y, band: { low, high } },
    sampled(epochs, {
      name: t('runs.charts.validation'),
      colour: 'validation',
      value: (record) => record.validation?.loss,
    }),
  ]
}

export function errorCurves(epochs: readonly EpochRecord[], classes: number): Curve[] {
  const curves = [
    sampled(epochs, {
      name: t('runs.charts.trainingTop1'),
      colour: 'training',
      value: (record) => record.train.top1Error,
    }),
    sampled(epochs, {
      name: t('runs.charts.validationTop1'),
      colour: 'validation',
      value: (record) => record.validation?.top1Error,
    }),
  ]
  if (classes < fewestClassesForTop5) return curves
  return [
    ...curves,
    sampled(epochs, {
      name: t('runs.charts.trainingTop5'),
      colour: 'training',
      dashed: true,
      value: (record) => record.train.top5Error,
    }),
    sampled(epochs, {
      name: t('runs.charts.validationTop5'),
      colour: 'validation',
      dashed: true,
      value: (record) => record.validation?.top5Error,
    }),
  ]
}

export function rateCurve(steps: readonly StepRecord[]): Curve[] {
  return [
    {
      name: t('runs.charts.rate'),
      colour: 'training',
      x: steps.map(({ step }) => step),
      y: steps.map(({ learningRate }) => learningRate),
    },
  ]
}

/** Speed and waiting at single moments; of runs older than those samples, at the ends of epochs. */
export function paceCurve(records: readonly (UsageRecord | EpochRecord)[]): Curve[] {
  return [sampled(records, { name: t('runs.charts.speed'), value: ({ imagesPerSecond }) => imagesPerSecond })]
}

export function waitingCurve(records: readonly (UsageRecord | EpochRecord)[]): Curve[] {
  return [sampled(records, { name: t('runs.charts.waiting'), value: ({ waitingShare }) => waitingShare })]
}

export function memoryCurves(usage: readonly UsageRecord[]): Curve[] {
  return withGpu(
    sampled(usage, { name: t('runs.charts.program'), value: ({ memoryBytes }) => memoryBytes }),
    sampled(usage, { name: t('runs.charts.gpu'), colour: 'validation', value: ({ gpuMemoryBytes }) => gpuMemoryBytes }),
  )
}

export function loadCurves(usage: readonly UsageRecord[]): Curve[] {
  return withGpu(
    sampled(usage, { name: t('runs.charts.processor'), value: ({ processorLoad }) => processorLoad }),
    sampled(usage, { name: t('runs.charts.gpu'), colour: 'validation', value: ({ gpuLoad }) => gpuLoad }),
  )
}

/** Both, where the GPU told anything. */
function withGpu(own: Curve, gpu: Curve): Curve[] {
  return gpu.x.length > 0 ? [own, gpu] : [own]
}

interface CurveOptions<Sample> {
  readonly name: string
  readonly colour?: CurveColour
  readonly dashed?: boolean
  readonly value: (sample: Sample) => number | null | undefined
}

/** A point at each step where there is a value. */
function sampled<Sample extends { readonly step: number }>(
  samples: readonly Sample[],
  options: CurveOptions<Sample>,
): Curve {
  return curveOf(samples, ({ step }) => step, options)
}

/** A point wherever there is a value. */
export function curveOf<Sample>(
  samples: readonly Sample[],
  place: (sample: Sample) => number,
  { name, colour = 'training', dashed = false, value }: CurveOptions<Sample>,
): Curve {
  const measured = samples.flatMap((sample) => {
    const y = value(sample)
    return y == null ? [] : [{ x: place(sample), y }]
  })
  return {
    name,
    colour,
    dashed,
    dots: measured.length <= mostDots,
    x: measured.map(({ x }) => x),
    y: measured.map(({ y }) => y),
  }
}
