/**
 * Every colour of the program, light and dark: the style sheets (as `--name`), naive-ui and the charts all take them
 * from here. Training is blue and validation orange everywhere; the two stay apart for every kind of colour vision.
 */
export interface Palette {
  /** Behind the page, behind the rail, and of cards and fields that lie on the page. */
  readonly canvas: string
  readonly rail: string
  readonly surface: string
  readonly raised: string
  readonly hover: string
  readonly border: string
  readonly borderStrong: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly accent: string
  readonly accentHover: string
  readonly accentPressed: string
  readonly accentSoft: string
  readonly onAccent: string
  readonly good: string
  readonly goodSoft: string
  readonly warn: string
  readonly warnSoft: string
  readonly bad: string
  readonly badSoft: string
  readonly training: string
  readonly trainingFaint: string
  readonly validation: string
  readonly validationFaint: string
  readonly grid: string
  readonly shadow: string
}

export const light: Palette = {
  canvas: '#fafaf9',
  rail: '#f2f2f0',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#ececea',
  border: '#e4e4e1',
  borderStrong: '#cfcfcb',
  text: '#1a1c20',
  muted: '#555b66',
  faint: '#666c77',
  accent: '#2b63d9',
  accentHover: '#2457c4',
  accentPressed: '#1e4bac',
  accentSoft: '#e6edfc',
  onAccent: '#ffffff',
  good: '#17794a',
  goodSoft: '#e2f4ea',
  warn: '#95590a',
  warnSoft: '#fbf0dc',
  bad: '#c2352b',
  badSoft: '#fceae8',
  training: '#2b63d9',
  trainingFaint: '#b3c8f3',
  validation: '#d2660b',
  validationFaint: '#f1c79f',
  grid: '#ededea',
  shadow: '0 1px 2px rgb(20 22 28 / 5%), 0 8px 28px rgb(20 22 28 / 9%)',
}

export const dark: Palette = {
  canvas: '#141519',
  rail: '#0f1013',
  surface: '#1b1d22',
  raised: '#23262c',
  hover: '#25282f',
  border: '#2a2d34',
  borderStrong: '#3d424b',
  text: '#e8eaee',
  muted: '#a3a9b4',
  faint: '#8b929e',
  accent: '#6b9bff',
  accentHover: '#85adff',
  accentPressed: '#578aef',
  accentSoft: '#1f2d4a',
  onAccent: '#0b1530',
  good: '#58c48a',
  goodSoft: '#173526',
  warn: '#e5ad55',
  warnSoft: '#3a2d16',
  bad: '#f5857b',
  badSoft: '#43211f',
  training: '#6b9bff',
  trainingFaint: '#34466e',
  validation: '#f39c4a',
  validationFaint: '#6b4a2b',
  grid: '#24272d',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 10px 32px rgb(0 0 0 / 45%)',
}

/** Makes the palette's colours the style sheets' variables: `accentSoft` becomes `--accent-soft`. */
export function applyPalette(palette: Palette, style: CSSStyleDeclaration): void {
  for (const [name, value] of Object.entries<string>({ ...palette })) {
    style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
}
