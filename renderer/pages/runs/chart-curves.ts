/** What a run measured, as curves over its steps. */
import type { EpochRecord, StepRecord } from '../../../preload/contract/index.ts'
import type { Curve, CurveColour, View } from '../../components/chart/curve.ts'
import { t } from '../../locales/text.ts'
import { smoothLoss } from './curves.ts'

/** Above so many epochs, dots would run into each other. */
const mostDots = 40

/** Among so few classes the right one is always within five. */
export const fewestClassesForTop5 = 6

/** The loss is smoothed for the part that is looked at, so that coming closer shows more. */
export function lossCurves(steps: readonly StepRecord[], view: View | null, epochs: readonly EpochRecord[]): Curve[] {
  const seen = view ? steps.filter(({ step }) => step >= view.start && step <= view.end) : steps
  const { x, y, low, high } = smoothLoss(seen)
  return [
    { name: t('runs.charts.training'), colour: 'training', x, y, band: { low, high } },
    overEpochs(epochs, {
      name: t('runs.charts.validation'),
      colour: 'validation',
      value: (record) => record.validation?.loss,
    }),
  ]
}

export function errorCurves(epochs: readonly EpochRecord[], classes: number): Curve[] {
  const curves = [
    overEpochs(epochs, {
      name: t('runs.charts.trainingTop1'),
      colour: 'training',
      value: (record) => record.train.top1Error,
    }),
    overEpochs(epochs, {
      name: t('runs.charts.validationTop1'),
      colour: 'validation',
      value: (record) => record.validation?.top1Error,
    }),
  ]
  if (classes < fewestClassesForTop5) return curves
  return [
    ...curves,
    overEpochs(epochs, {
      name: t('runs.charts.trainingTop5'),
      colour: 'training',
      dashed: true,
      value: (record) => record.train.top5Error,
    }),
    overEpochs(epochs, {
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

export function paceCurve(epochs: readonly EpochRecord[]): Curve[] {
  const name = t('runs.charts.speed')
  return [overEpochs(epochs, { name, colour: 'training', value: (record) => record.imagesPerSecond })]
}

export function waitingCurve(epochs: readonly EpochRecord[]): Curve[] {
  const name = t('runs.charts.waiting')
  return [overEpochs(epochs, { name, colour: 'training', value: (record) => record.waitingShare })]
}

interface EpochCurve {
  readonly name: string
  readonly colour: CurveColour
  readonly dashed?: boolean
  readonly value: (record: EpochRecord) => number | undefined
}

/** A point at the end of each epoch that has a value. */
export function overEpochs(epochs: readonly EpochRecord[], { name, colour, dashed = false, value }: EpochCurve): Curve {
  const measured = epochs.flatMap((record) => {
    const y = value(record)
    return y === undefined ? [] : [{ x: record.step, y }]
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
