/** A person's own recipes: settings with a name. */
import type { Database } from 'better-sqlite3'
import type { Recipe } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { choices } from './choices.ts'

export interface RecipeStore {
  list(): readonly { readonly name: string; readonly settings: Recipe['settings'] }[]
  /** Takes the place of one with the same name. */
  save(name: string, settings: Recipe['settings']): void
  /** Throws `Failure('not-found')`, listing those there are. */
  remove(name: string): void
}

export function recipeStore(database: Database): RecipeStore {
  const select = database.prepare<[], { name: string; settings: string }>('SELECT name, settings FROM recipes')
  const insert = database.prepare<[string, string]>('INSERT OR REPLACE INTO recipes (name, settings) VALUES (?, ?)')
  const remove = database.prepare<[string]>('DELETE FROM recipes WHERE name = ?')
  const list = () =>
    select.all().map(({ name, settings }) => ({ name, settings: JSON.parse(settings) as Recipe['settings'] }))
  return {
    list,
    save: (name, settings) => void insert.run(name, JSON.stringify(settings)),
    remove(name) {
      if (remove.run(name).changes > 0) return
      const names = list().map((recipe) => recipe.name)
      throw new Failure('not-found', `There is no own recipe “${name}”. ${choices('Recipes', names)}`)
    },
  }
}
