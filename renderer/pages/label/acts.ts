/** What was done to a dataset, step by step, as sentences. */
import type { Act } from '../../../preload/contract/index.ts'
import { plural, t } from '../../locales/text.ts'

/** One step in words: `3 pictures: cat`. */
export function inWords({ kind, pictures, names }: Pick<Act, 'kind' | 'pictures' | 'names'>): string {
  const [name = '', other = ''] = names
  switch (kind) {
    case 'label':
      return name === '' ? plural('label.acts.unlabel', pictures) : plural('label.acts.label', pictures, { name })
    case 'accept':
      return plural('label.acts.accept', pictures, { name })
    case 'exclude':
      return plural('label.acts.exclude', pictures)
    case 'include':
      return plural('label.acts.include', pictures)
    case 'move':
      return plural('label.acts.move', pictures, { split: splitName(name) })
    case 'createClass':
      return t('label.acts.createClass', { name })
    case 'renameClass':
      return t('label.acts.renameClass', { name, other })
    case 'colourClass':
      return t('label.acts.colourClass', { name })
    case 'keyClass':
      return other === '' ? t('label.acts.unkeyClass', { name }) : t('label.acts.keyClass', { name, key: other })
    case 'reorderClasses':
      return t('label.acts.reorderClasses')
    case 'mergeClasses':
      return plural('label.acts.mergeClasses', pictures, { name })
    case 'removeClass':
      return t('label.acts.removeClass', { name })
    case 'drawSplits':
      return plural('label.acts.drawSplits', pictures)
    case 'remedy':
      return plural('label.acts.remedy', pictures)
  }
}

function splitName(split: string): string {
  return split === 'train' || split === 'validation' || split === 'test' ? t(`label.splits.${split}`) : split
}
