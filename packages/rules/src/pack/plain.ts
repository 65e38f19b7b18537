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
  const visit = (item: unknown, path: ReadonlyArray<PropertyKey>): unknown => {
    const refuse = (why: "not-plain" | "malformed" = "not-plain") => void problems.push({ path, why })
    if (item === null || typeof item === "boolean") return item
    if (typeof item === "string") return item.normalize("NFC")
    if (typeof item === "number") return Number.isFinite(item) ? item + 0 : refuse()
    if (typeof item !== "object" || above.has(item)) return refuse()
    if (path.length > deepest) return refuse("malformed")
    above.add(item)
    const copy = Array.isArray(item) ? listed(item, path) : isRecord(item) ? recorded(item, path) : refuse()
    above.delete(item)
    return copy
  }
  const listed = (list: ReadonlyArray<unknown>, path: ReadonlyArray<PropertyKey>) =>
    Array.from(list, (item, i) => visit(item, [...path, i]))
  const recorded = (record: object, path: ReadonlyArray<PropertyKey>) => {
    const own = Object.getOwnPropertyDescriptors(record)
    const entries = Reflect.ownKeys(own).flatMap((key): ReadonlyArray<readonly [string, unknown]> => {
      const property: PropertyDescriptor | undefined = Reflect.get(own, key)
      if (typeof key === "string" && property?.enumerable === true && "value" in property)
        return [[key.normalize("NFC"), visit(property.value, [...path, key])]]
      problems.push({ path: [...path, key], why: "not-plain" })
      return []
    })
    return Object.fromEntries(entries)
  }
  try {
    return { copy: visit(value, []), problems }
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
