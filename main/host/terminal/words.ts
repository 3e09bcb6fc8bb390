/** Numbers as people read them in the terminal. */

/** `62,378,344` */
export function count(value: number): string {
  return value.toLocaleString('en')
}

/** A share of one as a percentage: `7.3 %` */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** `250 MB`, a million bytes each. */
export function megabytes(bytes: number): string {
  return `${count(Math.ceil(bytes / 1e6))} MB`
}

/** `48 s`, `3 min 05 s`, `2 h 07 min` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  if (hours > 0) return `${String(hours)} h ${two(minutes)} min`
  return minutes > 0 ? `${String(minutes)} min ${two(rest)} s` : `${String(rest)} s`
}

/** `, 20 s left`, or nothing where that is not known. */
export function timeLeft(seconds: number | null): string {
  return seconds === null ? '' : `, ${duration(seconds)} left`
}

export interface Pace {
  readonly done: number
  readonly total: number
  readonly imagesPerSecond: number
  readonly secondsLeft: number | null
}

/** `1,200 of 9,600 pictures, 430/s, 20 s left` */
export function picturesDone({ done, total, imagesPerSecond, secondsLeft }: Pace): string {
  return `${count(done)} of ${count(total)} pictures, ${count(Math.round(imagesPerSecond))}/s${timeLeft(secondsLeft)}`
}

/** `1 picture`, `2 pictures` */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`
}

/** A bar of twenty characters, an eighth of a character fine. */
export function bar(share: number, width = 20): string {
  const eighths = Math.round(share * width * 8)
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? ''
  return ('█'.repeat(Math.floor(eighths / 8)) + part).padEnd(width)
}
