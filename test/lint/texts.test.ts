/** Shows that the rules for texts find words outside the catalogues, and leave alone what is no text. */
import { Linter } from 'eslint'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { scriptTextRules, templateTextRules } from '../support/lint/texts.ts'

/** Number of complaints about a component with this script and template. */
function complaints(script: string, template: string): number {
  const config = [
    ...vue.configs['flat/base'],
    {
      files: ['**/*.vue'],
      languageOptions: { parserOptions: { parser: tseslint.parser } },
      rules: { ...scriptTextRules, ...templateTextRules },
    },
  ] as Linter.Config[]
  const code = `<script setup lang="ts">\n${script}\n</script>\n<template>\n${template}\n</template>`
  return new Linter().verify(code, config, { filename: 'Page.vue' }).length
}

describe('the rules for texts refuse', () => {
  it.each([
    ['', '<p>Teach a network</p>'],
    ['', '<button title="close" />'],
    ['', '<NInput placeholder="name" />'],
    ['', '<NButton aria-label="more" />'],
    ['', '<StatTile :label="\'Best error\'" />'],
    ['', '<StatTile :label="`Left: ${time}`" />'],
    ["toasts.fail(new Error('Drop a folder.'))", '<p />'],
    ["const names = { light: 'Light' }", '<p />'],
  ])('%s %s', (script, template) => {
    expect(complaints(script, template)).toBeGreaterThan(0)
  })
})

describe('the rules for texts accept', () => {
  it.each([
    ["import Page from 'Page'", "<p>{{ t('datasets.title') }} · {{ name }}</p>"],
    ["if (event.key === 'Escape' || event.key === 'ArrowDown') close()", '<input class="Field" type="text" />'],
    ["const type = 'application/json'", '<NButton :aria-label="t(\'common.close\')" />'],
  ])('%s %s', (script, template) => {
    expect(complaints(script, template)).toBe(0)
  })
})
