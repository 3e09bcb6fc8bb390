/** The English catalogue, which is also the list of keys: one file a page, and `common` for what several share. */
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

export const en = {
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
