/** The columns of the table of epochs, once for the eye and once for the clipboard. */
import type { EpochRecord, RunDetail } from '../../../preload/contract/index.ts'
import { bytes, duration, loss, percent, rate, speed } from '../../format.ts'
import { t } from '../../locales/text.ts'
import { fewestClassesForTop5 } from './chart-curves.ts'

export interface EpochColumn {
  readonly title: string
  /** Less important than the others. */
  readonly muted?: boolean
  /** The number itself; `null` where there is none. */
  readonly value: (record: EpochRecord) => number | null
  readonly format: (value: number) => string
}

/** Those that say something of this run. */
export function epochColumns({ classes }: RunDetail, epochs: readonly EpochRecord[]): EpochColumn[] {
  const top5: EpochColumn[] = [
    { title: t('runs.epochs.top5'), value: ({ train }) => train.top5Error, format: percent },
    {
      title: t('runs.epochs.validationTop5'),
      value: ({ validation }) => validation?.top5Error ?? null,
      format: percent,
    },
  ]
  const use: EpochColumn[] = [
    {
      title: t('runs.epochs.memory'),
      muted: true,
      value: ({ usage }) => usage?.memoryBytes ?? null,
      format: bytes,
    },
    {
      title: t('runs.epochs.processor'),
      muted: true,
      value: ({ usage }) => usage?.processorLoad ?? null,
      format: wholePercent,
    },
    { title: t('runs.epochs.gpu'), muted: true, value: ({ usage }) => usage?.gpuLoad ?? null, format: wholePercent },
    {
      title: t('runs.epochs.gpuMemory'),
      muted: true,
      value: ({ usage }) => usage?.gpuMemoryBytes ?? null,
      format: bytes,
    },
  ]
  return [
    { title: t('runs.epochs.epoch'), value: ({ epoch }) => epoch, format: String },
    { title: t('runs.epochs.loss'), value: ({ train }) => train.loss, format: loss },
    { title: t('runs.epochs.validationLoss'), value: ({ validation }) => validation?.loss ?? null, format: loss },
    { title: t('runs.epochs.top1'), value: ({ train }) => train.top1Error, format: percent },
    {
      title: t('runs.epochs.validationTop1'),
      value: ({ validation }) => validation?.top1Error ?? null,
      format: percent,
    },
    ...(classes < fewestClassesForTop5 ? [] : top5),
    { title: t('runs.epochs.rate'), muted: true, value: ({ learningRate }) => learningRate, format: rate },
    { title: t('runs.epochs.speed'), muted: true, value: ({ imagesPerSecond }) => imagesPerSecond, format: speed },
    { title: t('runs.epochs.waiting'), muted: true, value: ({ waitingShare }) => waitingShare, format: percent },
    { title: t('runs.epochs.time'), muted: true, value: ({ seconds }) => seconds, format: duration },
    ...use.filter(({ value }) => epochs.some((record) => value(record) !== null)),
  ]
}

function wholePercent(share: number): string {
  return percent(share, 0)
}
