/** What stands below a picture: its class, and where a run was asked, what that took it for. */
import type { ImageItem } from '../../../../preload/contract/index.ts'
import { percent } from '../../../format.ts'
import { t } from '../../../locales/text.ts'

/** `cat`, `no label`, `cat? 93 %` where that is suggested, `dog → cat 93 %` where it was taken for another class. */
export function captionOf(
  { classId, answer }: Pick<ImageItem, 'classId' | 'answer'>,
  classNames: ReadonlyMap<number, string>,
): string {
  const label = classId === null ? null : (classNames.get(classId) ?? '')
  const name = answer && classNames.get(answer.classId)
  if (name === undefined || answer?.classId === classId) return label ?? t('label.noLabel')
  const certainty = answer?.probability == null ? '' : percent(answer.probability, 0)
  return label === null
    ? t('label.suggestions.guess', { name, certainty })
    : t('label.suggestions.instead', { label, name, certainty })
}
