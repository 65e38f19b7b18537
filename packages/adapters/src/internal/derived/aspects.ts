/**
 * What of a fact stands in tables beside it, so that it is found: its subjects, its fields, who attended.
 */
import { Fact, type Register } from "@chibo/core"

// operations

/** The subjects that a fact names, each in its role. */
export const subjectsOf = (fact: Fact.Plain): ReadonlyArray<{ readonly role: string; readonly subject: string }> => [
  ...[...new Set(Fact.members(fact))].map(subject => ({ role: "member", subject })),
  ...[...new Set(Fact.units(fact))].map(subject => ({ role: "unit", subject })),
  ...[...new Set(Fact.tags(fact))].flatMap(tag => {
    const [role, subject] = [tag.slice(0, tag.indexOf(":")), tag.slice(tag.indexOf(":") + 1)]
    return tagged.has(role) ? [{ role, subject }] : []
  }),
  ...namedIn(fact)
]

/**
 * The fields that hold one value, each as its JSON text inside of JSON: no text is one that PostgreSQL could not keep, and a number is not taken
 * for a text.
 */
export const fieldsOf = (fact: Fact.Plain): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(fact)
        .filter(([, value]) => typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        .map(([field, value]) => [field, JSON.stringify(value)])
    )
  )

/** Who was at a meeting, or was not, of which unit, and as what. */
export const attendedIn = (fact: Fact.Plain): ReadonlyArray<readonly [member: string, unit: string, as: Register.AttendedAs]> => {
  if (fact.kind !== "meeting.held" || fact.attendance === undefined) return []
  const { present, excused, absent, specialDuty = [], guests = [] } = fact.attendance
  const lists = { present, excused, absent, "special-duty": specialDuty, guest: guests } as const
  // sound: the keys of the list above
  return Object.entries(lists).flatMap(([as, members]) => members.map(member => [member, fact.unit, as as Register.AttendedAs] as const))
}

// internal

/** The roles that tags give beside those of member and unit. */
const tagged: ReadonlySet<string> = new Set([
  ...["exemption", "transfer", "assignment", "meeting", "ballot", "inspection", "finding"],
  ...["membership", "details"]
])

/** Ids that stand anywhere else in a fact: who issued a letter, what a plug-in's data names. They tell on which days a measure may change. */
const namedIn = (fact: Fact.Plain): ReadonlyArray<{ readonly role: "named"; readonly subject: string }> => {
  const known = new Set<string>([
    ...Fact.members(fact),
    ...Fact.units(fact),
    ...Fact.tags(fact).map(tag => tag.slice(tag.indexOf(":") + 1))
  ])
  return [...new Set(textsIn(fact))]
    .filter(text => idLike.test(text) && !dayLike.test(text) && !known.has(text))
    .map(subject => ({ role: "named", subject }))
}

const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) => (words.has(field) ? [] : textsIn(inner)))
}

/** Fields that hold words of closed sets, names and numbers of papers: never the id of a subject. */
const words: ReadonlySet<string> = new Set([
  ...["kind", "type", "name", "code", "as", "by", "route", "office", "channel", "question", "form", "grade", "ground", "evidence", "link"],
  ...["nature", "measure", "class", "regime", "officialGrade", "marks", "namespace", "number", "month", "personal"]
])

const idLike = /^[\p{L}\p{N}](?:[\p{L}\p{N}._:/-]{0,62}[\p{L}\p{N}])?$/u
const dayLike = /^\d{4}-\d{2}-\d{2}$/
