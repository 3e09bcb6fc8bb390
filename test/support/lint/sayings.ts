/**
 * Reads the sentences of the program's own side out of its sources: what failures say, and other texts that reach a
 * page. What is put into a sentence when the program runs is a `{…}` in it.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '../../..')

export interface Saying {
  /** `main/api/jobs.ts:65` */
  readonly place: string
  /** All forms that it can have: a condition in it makes two. */
  readonly forms: readonly string[]
}

/** Errors whose sentence a person reads. */
const errors = new Set(['Failure', 'NetworkError', 'EngineError'])

/** The sentences of the errors that these files throw; those made elsewhere and passed on have no text and are left out. */
export function sentencesOfErrors(globs: readonly string[], except: readonly RegExp[]): Saying[] {
  return collect(globs, except, (node) => {
    if (!ts.isNewExpression(node) || !errors.has(node.expression.getText())) return undefined
    return node.expression.getText() === 'NetworkError' ? node.arguments?.[0] : node.arguments?.[1]
  })
}

/** Every text in these files. */
export function textsOf(globs: readonly string[], except: readonly RegExp[] = []): Saying[] {
  return collect(globs, except, (node) => (isText(node) && !isText(node.parent) ? node : undefined))
}

function collect(
  globs: readonly string[],
  except: readonly RegExp[],
  find: (node: ts.Node) => ts.Expression | undefined,
): Saying[] {
  const files = globs.flatMap((glob) => globSync(glob, { cwd: root })).map((file) => file.replaceAll('\\', '/'))
  return files
    .filter((file) => !except.some((pattern) => pattern.test(file)))
    .flatMap((file) => {
      const source = parse(file)
      const found: Saying[] = []
      const visit = (node: ts.Node): void => {
        const expression = find(node)
        if (expression) {
          const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
          found.push({ place: `${file}:${String(line)}`, forms: formsOf(expression, source) })
        }
        ts.forEachChild(node, visit)
      }
      visit(source)
      return found
    })
    .filter(({ forms }) => forms.some((form) => /\p{L}{2}/u.test(form.replaceAll(/\{…\}/g, ''))))
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
}

function isText(node: ts.Node): node is ts.Expression {
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node) || isSum(node)
  )
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
}

const value = ['{…}']

function formsOf(node: ts.Expression, source: ts.SourceFile): readonly string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<readonly string[]>(
      (forms, { expression, literal }) => joined(joined(forms, formsOf(expression, source)), [literal.text]),
      [node.head.text],
    )
  }
  if (isSum(node)) return joined(formsOf(node.left, source), formsOf(node.right, source))
  if (ts.isConditionalExpression(node)) return [...formsOf(node.whenTrue, source), ...formsOf(node.whenFalse, source)]
  if (ts.isIdentifier(node)) return constantOf(node.text, source) ?? value
  return value
}

function joined(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.flatMap((one) => after.map((other) => one + other))
}

/** The forms of a constant that is a text, of this file or of one that it imports from. */
function constantOf(name: string, source: ts.SourceFile): readonly string[] | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const { importClause, moduleSpecifier } = statement
    const names = importClause?.namedBindings?.getText() ?? ''
    if (!moduleSpecifier.text.startsWith('.') || !new RegExp(`\\b${name}\\b`).test(names)) continue
    return constantOf(name, parse(join(dirname(source.fileName), moduleSpecifier.text)))
  }
  let forms: readonly string[] | undefined
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer) {
      const { initializer } = node
      if (isText(initializer) || ts.isConditionalExpression(initializer)) forms ??= formsOf(initializer, source)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return forms
}
