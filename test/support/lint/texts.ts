/**
 * Keeps the texts that people read in the catalogues (`renderer/locales`): templates hold no words, and neither
 * templates nor scripts hold strings that look like one. What a keyboard calls its keys is no text.
 */
const advice = 'Texts that people read belong in renderer/locales.'

/** A capital and small letters, alone or with more behind them. */
const looksLikeText = String.raw`/^(?!(Alt|Arrow|Backspace|Control|Delete|End|Enter|Escape|Files|Home|Key|Meta|Page|Shift|Tab)([A-Z]\w*)?$)[A-Z][a-z]+(?![\w/-])/`

const texts = [`Literal[value=${looksLikeText}]`, `TemplateElement[value.cooked=${looksLikeText}]`].map((selector) => ({
  selector: `:not(ImportDeclaration) > ${selector}`,
  message: advice,
}))

/** Attributes that are shown or read out: HTML's, and those of the program's own components. */
const shownAttributes = [
  'title',
  'label',
  'hint',
  'action',
  'placeholder',
  'unit',
  'note',
  'alt',
  'aria-label',
  'aria-description',
]

export const scriptTextRules = { 'no-restricted-syntax': ['error', ...texts] } as const

export const templateTextRules = {
  'vue/no-bare-strings-in-template': [
    'error',
    {
      attributes: { '/.+/': shownAttributes },
      allowlist: ['·', '–', '×', '/', '(', ')', ',', '“', '”', '%', ':', '+', '−', 'Esc'],
    },
  ],
  'vue/no-restricted-syntax': ['error', ...texts],
} as const
