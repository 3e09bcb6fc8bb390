/** The English catalogue, which is also the list of keys: one file a page, and `common` for what several share. */
import { classify } from './classify.ts'
import { common } from './common.ts'
import { datasets } from './datasets.ts'
import { frame } from './frame.ts'
import { label } from './label.ts'
import { network } from './network.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { train } from './train.ts'

export const en = { classify, common, datasets, frame, label, network, runs, settings, train }
