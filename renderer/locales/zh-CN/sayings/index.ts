/** 程序一侧的英文句子及其简体中文译文。 */
import type { Sayings } from '../../sayings.ts'
import { datasets } from './datasets.ts'
import { files } from './files.ts'
import { interchange } from './interchange.ts'
import { networks } from './networks.ts'
import { program } from './program.ts'
import { runs } from './runs.ts'

export const sayings: Sayings = { ...program, ...files, ...datasets, ...interchange, ...networks, ...runs }
