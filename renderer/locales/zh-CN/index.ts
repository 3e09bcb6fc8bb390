/** The Simplified Chinese catalogue: every key of the English one. */
import type { en } from '../en/index.ts'
import type { Translated } from '../translated.ts'
import { charts } from './charts.ts'
import { classify } from './classify.ts'
import { closer } from './closer.ts'
import { common } from './common.ts'
import { datasets } from './datasets.ts'
import { doctor } from './doctor.ts'
import { frame } from './frame.ts'
import { label } from './label.ts'
import { network } from './network.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { train } from './train.ts'
import { training } from './training.ts'

export const zhCN: Translated<typeof en> = {
  charts,
  classify,
  closer,
  common,
  datasets,
  doctor,
  frame,
  label,
  network,
  runs,
  settings,
  train,
  training,
}
