/**
 * Whether a value is plain: the same after a journey through JSON. What is not is named by its place; all else is copied, with text in NFC.
 */

/** A copy, and the places of what JSON would lose or change. */
export interface Plain {
  readonly copy: unknown
  readonly problems: ReadonlyArray<{ readonly path: ReadonlyArray<PropertyKey>; readonly why: "not-plain" | "malformed" }>
}

/** Deeper than any rule; a recursion stops here before the stack does. */
const deepest = 100

export const plain = (value: unknown): Plain => {
  const problems: Array<Plain["problems"][number]> = []
  const above = new Set<object>()
  const path: Array<PropertyKey> = []
  const refuse = (why: "not-plain" | "malformed" = "not-plain") => void problems.push({ path: [...path], why })
  const inside = (key: PropertyKey, visited: () => unknown): unknown => {
    path.push(key)
    const copy = visited()
    path.pop()
    return copy
  }
  const visit = (item: unknown): unknown => {
    if (item === null || typeof item === "boolean") return item
    if (typeof item === "string") return item.normalize("NFC")
    if (typeof item === "number") return Number.isFinite(item) ? item + 0 : refuse()
    if (typeof item !== "object" || above.has(item)) return refuse()
    if (path.length > deepest) return refuse("malformed")
    above.add(item)
    const copy = Array.isArray(item)
      ? Array.from(item, (each, i) => inside(i, () => visit(each)))
      : isRecord(item)
        ? Object.fromEntries(Reflect.ownKeys(item).map(key => inside(key, () => property(item, key))) as ReadonlyArray<[string, unknown]>) // sound: `property` gives pairs
        : refuse()
    above.delete(item)
    return copy
  }
  const property = (record: object, key: PropertyKey): readonly [string, unknown] => {
    const found = Object.getOwnPropertyDescriptor(record, key)
    const isPlain = typeof key === "string" && found?.enumerable === true && "value" in found
    return [String(key).normalize("NFC"), isPlain ? visit(found.value) : refuse()]
  }
  try {
    return { copy: visit(value), problems }
  } catch {
    // only an exotic object throws while it is looked at
    return { copy: undefined, problems: [...problems, { path: [], why: "not-plain" }] }
  }
}

// internal

/** An object literal, of whatever realm, and no instance of a class. */
const isRecord = (item: object): boolean => {
  const prototype: object | null = Object.getPrototypeOf(item)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
