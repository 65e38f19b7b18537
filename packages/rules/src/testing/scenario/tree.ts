/** YAML (of which JSON is a part) as a tree that remembers its lines. Dates stay text, whatever they look like. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node as Parsed, parseDocument } from "yaml"
import type { Wording } from "../../Citation.ts"

/** A value in a file, with the line that it begins on. */
export type Tree =
  | { readonly is: "value"; readonly line: number; readonly value: string | number | boolean | null }
  | { readonly is: "list"; readonly line: number; readonly items: ReadonlyArray<Tree> }
  | { readonly is: "map"; readonly line: number; readonly entries: ReadonlyMap<string, Tree>; readonly lines: ReadonlyMap<string, number> }

/** What cannot be read as YAML at all. */
export interface Unreadable {
  readonly line: number
  readonly message: Wording
}

/** The tree of a text, or where it is not YAML. Text becomes NFC. */
export const parse = (text: string): { readonly tree: Tree | undefined; readonly problems: ReadonlyArray<Unreadable> } => {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true, version: "1.2", schema: "core" })
  const problems: Array<Unreadable> = [...document.errors, ...document.warnings].map(error => ({
    line: counter.linePos(error.pos[0]).line,
    message: { vi: `không đọc được YAML: ${error.message}`, en: `this is not YAML: ${error.message}` }
  }))
  if (problems.length > 0) return { tree: undefined, problems }

  const lineOf = (node: Parsed): number => (node.range == null ? 1 : counter.linePos(node.range[0]).line)
  const treeOf = (node: unknown, line: number, within: ReadonlyArray<unknown>): Tree => {
    if (isAlias(node)) {
      const target = node.resolve(document)
      if (target === undefined || within.includes(target)) {
        problems.push({
          line,
          message: { vi: "tên tham chiếu (*) không có hoặc tự chỉ vào mình", en: "an alias (*) names nothing, or itself" }
        })
        return { is: "value", line, value: null }
      }
      return treeOf(target, line, within)
    }
    if (isSeq(node)) return { is: "list", line: lineOf(node), items: node.items.map(item => treeOf(item, lineOf(node), [...within, node])) }
    if (isMap(node)) {
      const entries = new Map<string, Tree>()
      const lines = new Map<string, number>()
      for (const { key, value } of node.items) {
        const at = isScalar(key) ? lineOf(key) : lineOf(node)
        const name = isScalar(key) ? String(key.value).normalize("NFC") : "?"
        entries.set(name, treeOf(value, at, [...within, node]))
        lines.set(name, at)
      }
      return { is: "map", line: lineOf(node), entries, lines }
    }
    const value: unknown = isScalar(node) ? node.value : null
    const at = isScalar(node) ? lineOf(node) : line
    if (typeof value === "string") return { is: "value", line: at, value: value.normalize("NFC") }
    return { is: "value", line: at, value: typeof value === "number" || typeof value === "boolean" ? value : null }
  }
  const tree = treeOf(document.contents, 1, [])
  return { tree: problems.length > 0 ? undefined : tree, problems }
}

/** The plain value of a tree. */
export const plain = (tree: Tree): unknown => {
  switch (tree.is) {
    case "value":
      return tree.value
    case "list":
      return tree.items.map(plain)
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, inner]) => [key, plain(inner)]))
  }
}
