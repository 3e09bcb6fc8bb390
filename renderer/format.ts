/** Numbers, times and names as people read them, in the language chosen. */
import { archiveName, manifestName } from '../preload/contract/index.ts'
import { language, numbers, t } from './locales/text.ts'

/** 12345 → 12,345 */
export function count(value: number): string {
  return numbers().format(value)
}

/** 1 → `1 picture`, 2 → `2 pictures`; `many` where an s is not enough. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** 62378344 → 62.4 M, 1135256096 → 1.14 G */
export function compact(value: number): string {
  return scaled(value, ['', 'k', 'M', 'G', 'T'])
}

/** 0.1234 → 12.3 % */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`
}

/** A loss in nats: 2.3026 → 2.303 */
export function loss(value: number): string {
  return value.toFixed(value < 10 ? 3 : 1)
}

/** A learning rate: 0.01 → 0.01, 0.000125 → 1.25e-4 */
export function rate(value: number): string {
  if (value === 0 || value >= 0.001) return String(Number(value.toPrecision(3)))
  return value.toExponential(2).replace(/\.?0+e/, 'e')
}

/** Images a second: 312.4 → 312, 8.31 → 8.3 */
export function speed(imagesPerSecond: number): string {
  return imagesPerSecond < 10 ? imagesPerSecond.toFixed(1) : count(Math.round(imagesPerSecond))
}

/** 42 → 42 s, 200 → 3 min 20 s, 4000 → 1 h 6 min, 200000 → 2 d 7 h */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(whole / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return units({ days, hours: hours % 24 })
  if (hours > 0) return units({ hours, minutes: minutes % 60 })
  if (minutes > 0) return units({ minutes, seconds: whole % 60 })
  return t('common.duration.seconds', { count: whole })
}

/** Those that are not nought, side by side. */
function units(parts: Partial<Record<'days' | 'hours' | 'minutes' | 'seconds', number>>): string {
  return Object.entries(parts)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => t(`common.duration.${unit as keyof typeof parts}`, { count }))
    .join(' ')
}

/** 249513376 → 250 MB */
export function bytes(value: number): string {
  return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'])
}

/** Three digits and the unit that fits, each unit a thousand of the one before it. */
function scaled(value: number, units: readonly string[]): string {
  let power = 0
  while (value >= 999.5 && power < units.length - 1) {
    value /= 1000
    power++
  }
  return `${Number(value.toPrecision(3))} ${units[power]}`.trimEnd()
}

/** `just now`, `5 min ago`, `3 h ago`, `yesterday`, then the date. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000)
  if (minutes < 1) return t('common.ago.now')
  if (minutes < 60) return t('common.ago.minutes', { minutes })
  if (minutes < 24 * 60) return t('common.ago.hours', { hours: Math.floor(minutes / 60) })
  if (minutes < 48 * 60) return t('common.ago.yesterday')
  const locale = language() === 'en' ? 'en-GB' : language()
  return new Date(time).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })
}

/**
 * A name for the pictures in a folder, an archive or a list: its own, or its parent's where its own says only which part
 * of them it holds.
 */
export function suggestedName(path: string): string {
  const parent = path.replace(/[/\\][^/\\]*[/\\]*$/, '')
  const isPart = /^(train(ing)?|images|pictures|data)$/i.test(lastPart(path)) && parent !== ''
  const name = lastPart(isPart ? parent : path)
  return name.replace(archiveName.test(name) ? archiveName : manifestName, '')
}

/** Last part of a path, of either kind: `/data/birds/` → `birds` */
export function lastPart(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).at(-1) ?? path
}
