/**
 * Keeps journeys from reading a page once: what it shows comes a frame or a message later, and on a busy machine
 * later still. `expect.poll` asks until the answer is right or the time is up.
 */
import type { Linter } from 'eslint'

const reads =
  '(allInnerTexts|allTextContents|count|evaluate|evaluateAll|getAttribute|innerText|inputValue|isChecked|isDisabled|isEnabled|isVisible|textContent)'

export const pageReadRules: Partial<Linter.RulesRecord> = {
  'no-restricted-syntax': [
    'error',
    {
      selector: `CallExpression[callee.name="expect"] AwaitExpression > CallExpression[callee.property.name=/^${reads}$/]`,
      message: 'What a page shows may come a little later: hold it with expect.poll.',
    },
  ],
}
