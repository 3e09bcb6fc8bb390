/** Lint: types looked into, Vue's essentials, and the import rule of this repository. Prettier alone decides layout. */
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { importRule } from './test/support/lint/import-rule.ts'
import { pageReadRules } from './test/support/lint/page-reads.ts'
import { scriptTextRules, templateTextRules } from './test/support/lint/texts.ts'

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'test/reference/goldens/']),
  js.configs.recommended,
  // Control characters are what a check of foreign names and headers looks for.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // noUncheckedIndexedAccess asks for `!` where a loop's bounds are the proof.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The types' matter.
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // What factories return are closures, which use no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      // What an interface promises may be there at once.
      '@typescript-eslint/require-await': 'off',
      // `Promise.withResolvers<void>()` is as good as `Promise<void>`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // What arrives as JSON gets its type where it is asked for.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/no-v-html': 'error' },
  },
  {
    files: ['renderer/**/*.ts'],
    ignores: ['renderer/locales/**'],
    rules: scriptTextRules,
  },
  {
    files: ['renderer/**/*.vue'],
    rules: { ...scriptTextRules, ...templateTextRules },
  },
  {
    files: ['test/e2e/**/*.ts'],
    rules: pageReadRules,
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  {
    plugins: { studio: { rules: { imports: importRule } } },
    rules: { 'studio/imports': 'error' },
  },
  prettier,
)
