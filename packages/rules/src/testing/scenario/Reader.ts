/** Reads parts of a scenario file, and says in both languages on which line what cannot be understood. */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Wording } from "../../Citation.ts"
import type { Measure, Value } from "../../Measure.ts"
import type { Problem } from "./model.ts"
import { nearest } from "./nearest.ts"
import type { Tree } from "./tree.ts"

type Map = Extract<Tree, { readonly is: "map" }>

/** What reads one file. Where something is wrong it is noted, and `undefined` given. */
export interface Reader {
  readonly problems: Array<Problem>
  readonly refuse: (line: number, vi: string, en: string) => undefined
  /** A mapping with these keys and no others. */
  readonly map: (tree: Tree, what: Wording, keys: ReadonlyArray<string>) => Map | undefined
  readonly text: (tree: Tree | undefined, line: number, key: string) => string | undefined
  readonly day: (tree: Tree | undefined, line: number, key: string) => PlainDate.PlainDate | undefined
  readonly list: (tree: Tree) => ReadonlyArray<Tree>
  /** One of known names, or what may have been meant. */
  readonly known: (tree: Tree, what: Wording, names: Iterable<string>) => string | undefined
  readonly value: (tree: Tree, measure: Pick<Measure, "id" | "type" | "values" | "closed">) => Value | undefined
}

export const make = (file: string): Reader => {
  const problems: Array<Problem> = []
  const refuse = (line: number, vi: string, en: string): undefined => {
    problems.push({ file, line, message: { vi, en } })
    return undefined
  }

  const map: Reader["map"] = (tree, what, keys) => {
    if (tree.is !== "map") return refuse(tree.line, `${what.vi} phải gồm các dòng «tên: giá trị»`, `${what.en} must be lines «name: value»`)
    for (const [key, line] of tree.lines) {
      if (keys.includes(key)) continue
      const [vi, en] = meant(key, keys)
      refuse(line, `${what.vi} không có mục «${key}»${vi}`, `${what.en} has no key «${key}»${en}`)
    }
    return tree
  }

  const text: Reader["text"] = (tree, line, key) => {
    if (tree === undefined) return refuse(line, `thiếu mục «${key}»`, `«${key}» is missing`)
    if (tree.is === "value" && typeof tree.value === "string" && tree.value.trim() !== "") return tree.value
    return refuse(tree.line, `«${key}» phải là chữ`, `«${key}» must be text`)
  }

  const day: Reader["day"] = (tree, line, key) => {
    if (tree === undefined) return refuse(line, `thiếu mục «${key}»`, `«${key}» is missing`)
    const parsed = tree.is === "value" && typeof tree.value === "string" ? PlainDate.parse(tree.value) : undefined
    if (parsed !== undefined && Result.isSuccess(parsed)) return parsed.success
    return refuse(
      tree.line,
      `«${key}» phải là ngày có thật, viết năm-tháng-ngày như 2022-07-06`,
      `«${key}» must be a day that exists, written as 2022-07-06`
    )
  }

  const known: Reader["known"] = (tree, what, names) => {
    const all = [...names]
    if (tree.is !== "value" || typeof tree.value !== "string") return refuse(tree.line, `${what.vi} phải là chữ`, `${what.en} must be text`)
    if (all.includes(tree.value)) return tree.value
    const [vi, en] = meant(tree.value, all)
    return refuse(tree.line, `không có ${what.vi} «${tree.value}»${vi}`, `there is no ${what.en} «${tree.value}»${en}`)
  }

  const value: Reader["value"] = (tree, { id, type, values, closed }) => {
    const given = tree.is === "value" ? tree.value : undefined
    switch (type) {
      case "boolean":
        return typeof given === "boolean" ? given : refuse(tree.line, `«${id}» phải là true hoặc false`, `«${id}» must be true or false`)
      case "integer":
        return typeof given === "number" && Number.isSafeInteger(given)
          ? given
          : refuse(tree.line, `«${id}» phải là số nguyên`, `«${id}» must be a whole number`)
      case "day":
        return day(tree, tree.line, id)
      case "text": {
        if (typeof given !== "string")
          return refuse(tree.line, `«${id}» phải là chữ; số thì đặt trong ngoặc kép`, `«${id}» must be text; put a number in quotes`)
        if (closed !== true || values === undefined || given in values) return given
        const [vi, en] = meant(given, Object.keys(values))
        return refuse(tree.line, `«${id}» không có giá trị «${given}»${vi}`, `«${id}» has no value «${given}»${en}`)
      }
    }
  }

  return { problems, refuse, map, text, day, list: tree => (tree.is === "list" ? tree.items : [tree]), known, value }
}

// internal

/** What to add to a refusal: the nearest name, or all of them where they are few. */
const meant = (written: string, names: ReadonlyArray<string>): readonly [vi: string, en: string] => {
  const near = nearest(written, names)
  if (near !== undefined) return [`: có phải «${near}»?`, `: did you mean «${near}»?`]
  if (names.length === 0 || names.length > 12) return ["", ""]
  return [`; có: ${names.join(", ")}`, `; there are: ${names.join(", ")}`]
}
