/**
 * Makes a module of an example: `expression // => expected` becomes a comparison. Lines stay where they are, one below, so that what goes
 * wrong in the module can be told by the line of the page.
 */
import { parseSync } from "oxc-parser"
import type { Example, Import } from "./collect.ts"

export interface Problem {
  readonly line: number
  readonly message: string
}

/** Names that an example may use without importing them. */
export type Names = ReadonlyMap<string, Import>

export type Compiled =
  | { readonly source: string; readonly expectations: number; readonly declares: ReadonlyArray<string> }
  | { readonly problem: Problem }

/** Lines that stand before the example in the module. */
export const headerLines = 1

/** The module of the example that is number `id` of all; `check` is the module that compares, `earlier` what earlier examples declared. */
export const compile = (example: Example, id: number, check: string, earlier: Names): Compiled => {
  // two lines of an example never belong together: without `;` one that begins with a bracket would go on where the last one ended
  const text = example.code.replace(/(\s*)\/\/ =>/g, ";$1// =>")
  const parsed = parseSync("example.ts", text)
  const lineAt = (offset: number): number => example.line + text.slice(0, offset).split("\n").length - 1
  const problem = (offset: number, message: string): Compiled => ({ problem: { line: lineAt(offset), message } })
  const error = parsed.errors[0]
  if (error !== undefined) return problem(error.labels[0]?.start ?? 0, `does not parse: ${error.message}`)

  const statements = parsed.program.body.filter(statement => statement.type !== "EmptyStatement")
  const taken = new Set<object>()
  const edits: Array<{ readonly at: number; readonly text: string }> = []
  for (const [index, comment] of parsed.comments.entries()) {
    if (comment.type !== "Line" || !comment.value.startsWith(" =>")) continue
    const statement = statements.findLast(({ end }) => end <= comment.start)
    if (statements.some(({ start, end }) => start < comment.start && comment.start < end))
      return problem(comment.start, "`// =>` stands inside a statement")
    if (statement === undefined || taken.has(statement)) return problem(comment.start, "`// =>` follows no statement of its own")
    taken.add(statement)
    const more = parsed.comments.slice(index + 1)
    const end = more.findIndex(({ type, value, start }, at) => {
      const before = at === 0 ? comment : more[at - 1]
      return type !== "Line" || !value.startsWith("  ") || text.slice(before?.end, start).trim() !== ""
    })
    const expected = [comment.value.slice(" =>".length), ...more.slice(0, end < 0 ? undefined : end).map(({ value }) => value)]
      .join(" ")
      .trim()
    if (expected === "" || parseSync("expected.ts", `(${expected})`).errors.length > 0)
      return problem(comment.start, `\`${expected}\` is no expression`)
    const call = `await check_(${id}, ${lineAt(comment.start)}, () => (${expected}), `
    if (statement.type === "ExpressionStatement") {
      const { expression } = statement
      const logged = expression.type === "CallExpression" && text.slice(expression.callee.start, expression.callee.end) === "console.log"
      const [shown = expression, ...others] = logged ? expression.arguments : [expression]
      if (others.length > 0) return problem(comment.start, "`// =>` follows a console.log of several values")
      edits.push({ at: expression.start, text: call })
      if (shown !== expression) edits.push({ at: expression.start, text: `/* ` }, { at: shown.start, text: ` */ ` })
      edits.push({ at: shown.end, text: shown === expression ? ")" : "/* " })
      if (shown !== expression) edits.push({ at: expression.end, text: " */)" })
    } else {
      const declared =
        statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0]?.id : undefined
      if (declared?.type !== "Identifier") return problem(comment.start, "`// =>` follows a statement without a value")
      edits.push({ at: statement.end, text: `; ${call}${declared.name});` })
    }
  }
  const body = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((done, edit) => done.slice(0, edit.at) + edit.text + done.slice(edit.at), text)
  const declares = statements.flatMap(statement => {
    if (statement.type === "ImportDeclaration")
      return statement.importKind === "type"
        ? []
        : statement.specifiers.flatMap(each => (each.type === "ImportSpecifier" && each.importKind === "type" ? [] : [each.local.name]))
    if (statement.type !== "VariableDeclaration") return []
    return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []))
  })
  const head = header(body, new Map([...example.scope, ...earlier]), check)
  return { source: `${head}\n${body}\nexport { ${declares.join(", ")} }\n`, expectations: taken.size, declares }
}

const header = (body: string, scope: Names, check: string): string => {
  const used = new Set<string>()
  const declared = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    if (typeof value !== "object" || value === null || !("type" in value)) return
    const node = value as Readonly<Record<string, unknown>>
    if (node.type === "Identifier") used.add(String(node.name))
    const binding = /^(ImportSpecifier|ImportNamespaceSpecifier|ImportDefaultSpecifier)$/.test(String(node.type))
      ? node.local
      : /^(VariableDeclarator|FunctionDeclaration|ClassDeclaration|TSTypeAliasDeclaration|TSInterfaceDeclaration)$/.test(String(node.type))
        ? node.id
        : undefined
    if (typeof binding === "object" && binding !== null && "name" in binding) declared.add(String(binding.name))
    for (const child of Object.values(node)) walk(child)
  }
  walk(parseSync("example.ts", body).program)
  const imports = [...scope].filter(([name]) => used.has(name) && !declared.has(name))
  return [
    `import { check as check_ } from ${JSON.stringify(check)}`,
    ...imports.map(([name, { from, as }]) => `import ${as === "named" ? `{ ${name} }` : `* as ${name}`} from ${JSON.stringify(from)}`)
  ].join("; ")
}
