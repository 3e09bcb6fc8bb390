/** The classes of a dataset: their names, order, colours and keys. Every change of them can be undone. */
import { z } from 'zod'
import { id } from './basics.ts'
import { method } from './wire.ts'

export const className = z.string().trim().min(1, 'A class needs a name.').max(200)

/** `#rrggbb`; `null` leaves the colour to the page. */
export const classColour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'A colour is written as #rrggbb.')
  .nullable()

/** The digit or small letter that assigns the class; `null` for none. No two classes of a dataset share one. */
export const classKey = z
  .string()
  .regex(/^[0-9a-z]$/, 'A key is a digit or a letter.')
  .nullable()

export const classSummary = z.object({
  id,
  name: z.string(),
  colour: classColour,
  key: classKey,
  /** Pictures of the class by split, without those that are excluded. */
  counts: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
})
export type ClassSummary = z.infer<typeof classSummary>

const one = { datasetId: id, classId: id }

export const classes = {
  /** The class of that name, made behind the others where there is none. */
  create: method(z.object({ datasetId: id, name: className }), z.object({ classId: id })),
  rename: method(z.object({ ...one, name: className }), z.object({})),
  setColour: method(z.object({ ...one, colour: classColour }), z.object({})),
  /** Gives the class a key, and takes it from the class that had it. */
  setKey: method(z.object({ ...one, key: classKey }), z.object({})),
  /** Puts all classes in this order, which is also that of the outputs of a network trained from then on. */
  reorder: method(z.object({ datasetId: id, classIds: z.array(id).min(1) }), z.object({})),
  /** Gives all pictures of some classes to another, and removes those classes. */
  merge: method(
    z.object({ datasetId: id, classIds: z.array(id).min(1), intoClassId: id }),
    z.object({ changed: z.int() }),
  ),
  /** Removes a class. Its pictures lose their label, are excluded as well, or get another class. */
  remove: method(
    z.object({ ...one, pictures: z.union([z.enum(['unlabel', 'exclude']), z.object({ classId: id })]) }),
    z.object({ changed: z.int() }),
  ),
}
