/**
 * Who a row of a file is: people found again by citizen's number, then card number, then name and birth date. What is not certain is listed
 * for a person to decide, and never merged.
 *
 * Names are equal under `Vietnamese.matchKey`. Names that only look alike (ð for đ, a Cyrillic а), lack their tones or have their words in
 * another order are never equal, but they are looked for, and found ones are listed; so are people of the same name where a birth date is
 * missing, and numbers that lack the zeros at their front. In numbers, spaces, dots and dashes do not count.
 *
 * @since 0.2.0
 */
import { createHmac } from "node:crypto"
import { type Fact, type Id, type Member, Vietnamese } from "@chibo/core"

// model

/** A person that is known, as far as that goes. */
export interface Person {
  readonly member: Id.MemberId
  readonly details: Member.Details
}

/** What two descriptions of a person may agree or differ in. */
export type Field = "citizenNumber" | "cardNumber" | "fullName" | "birth"

/** Somebody who may be meant: in what the descriptions agree and in what they differ. Fields that either lacks, or that only resemble, are in neither. */
export interface Candidate {
  readonly member: Id.MemberId
  readonly agrees: ReadonlyArray<Field>
  readonly differs: ReadonlyArray<Field>
}

/** A character of a name that looks like another or does not show. */
export interface Warning {
  readonly field: "fullName" | "otherName"
  readonly codePoint: string
}

/**
 * Who is meant.
 *
 * - `Same`: this person, found by what `by` says, and nobody else; name and birth date do not differ, nor does a citizen's number.
 * - `Uncertain`: one of these, or nobody of them: a person decides.
 * - `New`: nobody that is known.
 *
 * @since 0.2.0
 */
export type Match = { readonly warnings: ReadonlyArray<Warning> } & (
  | { readonly _tag: "Same"; readonly person: Person; readonly by: "citizen-number" | "card-number" | "name-and-birth" }
  | { readonly _tag: "Uncertain"; readonly candidates: ReadonlyArray<Candidate> }
  | { readonly _tag: "New" }
)

/** People, found by what identifies them. */
export interface People {
  readonly all: ReadonlyMap<Id.MemberId, Person>
  readonly byKey: ReadonlyMap<string, ReadonlyArray<Person>>
}

// constructors

/**
 * Makes people to be searched.
 *
 * @example
 * import * as Matching from "@chibo/adapters/matching"
 * const known = { member: Id.MemberId.make("m-1"), details: { fullName: "Vi Văn Hòa", birth: "1962-02-03" } }
 * const people = Matching.make([known])
 * Matching.find(people, { fullName: "VI VĂN HOÀ", birth: "1962-02-03" })._tag // => "Same"
 * Matching.find(people, { fullName: "Vi Van Hoa", birth: "1962-02-03" })._tag // => "Uncertain"
 * @since 0.2.0
 */
export const make = (people: Iterable<Person>): People => {
  const all = new Map<Id.MemberId, Person>()
  const byKey = new Map<string, Array<Person>>()
  for (const person of people) {
    all.set(person.member, person)
    for (const key of keysOf(person.details)) {
      const others = byKey.get(key)
      if (others === undefined) byKey.set(key, [person])
      else others.push(person)
    }
  }
  return { all, byKey }
}

/**
 * The people whose details some facts tell, in the order in which they were recorded: what a later one leaves out stays as it was.
 *
 * @since 0.2.0
 */
export const fromFacts = (facts: Iterable<Fact.Fact | Fact.Unread>): People => {
  const details = new Map<Id.MemberId, Member.Details>()
  for (const fact of facts) {
    if (fact.kind !== "member.details-changed" || !("personal" in fact) || fact.personal === undefined) continue
    details.set(fact.member, { ...details.get(fact.member), ...fact.personal })
  }
  return make(Array.from(details, ([member, known]) => ({ member, details: known })))
}

// operations

/**
 * Finds a person by what a file says.
 *
 * @since 0.2.0
 */
export const find = (people: People, wanted: Member.Details): Match => {
  const warnings = warningsOf(wanted)
  const found = (keys: ReadonlyArray<string>) => [...new Set(keys.flatMap(key => people.byKey.get(key) ?? []))]
  const uncertain = (persons: ReadonlyArray<Person>): Match => ({
    _tag: "Uncertain",
    candidates: persons.map(one => compare(one, wanted)),
    warnings
  })
  const [byCitizen, byCard, byName] = [found(citizenKeys(wanted)), found(cardKeys(wanted)), found(nameKeys(wanted))]
  const speaksFor = (person: Person) => !compare(person, wanted).differs.includes("citizenNumber")
  for (const [by, persons] of [
    ["citizen-number", byCitizen],
    ["card-number", byCard],
    ["name-and-birth", byName]
  ] as const) {
    const [person, ...others] = persons
    if (person === undefined) continue
    // who is found by a key that counts for less is a rival all the same, unless their own number says that they are somebody else
    const numbered = new Set([...byCitizen, ...byCard, ...byName.filter(speaksFor)])
    const rivals = by === "name-and-birth" ? others : [...numbered].filter(one => one !== person)
    if (rivals.length > 0) return uncertain([person, ...rivals])
    return fits(compare(person, wanted), by) ? { _tag: "Same", person, by, warnings } : uncertain([person])
  }
  const short = found(shortKeys(wanted))
  const alike = found([...shortKeys(wanted), ...alikeKeys(wanted), ...namedKeys(false)(wanted)]).filter(person => {
    const { differs } = compare(person, wanted)
    return short.includes(person) || (!differs.includes("birth") && !differs.includes("citizenNumber"))
  })
  return alike.length > 0 ? uncertain(alike) : { _tag: "New", warnings }
}

/**
 * An id for a person who has none: the same for the same person, and saying nothing about them to whoever lacks the secret. It rests on the
 * citizen's number, else the card's, else name and birth date; without any of these there is none.
 *
 * @since 0.2.0
 */
export const pseudonym = (secret: string, details: Member.Details): string | undefined => {
  const [key] = [...citizenKeys(details), ...cardKeys(details), ...nameKeys(details)]
  return key === undefined ? undefined : `p-${createHmac("sha256", secret).update(key).digest("hex").slice(0, 24)}`
}

// internal

const citizenKeys = ({ citizenNumber }: Member.Details): ReadonlyArray<string> =>
  citizenNumber === undefined ? [] : [`citizen:${digitsOf(citizenNumber)}`]

const cardKeys = ({ cardNumber, formerCardNumber }: Member.Details): ReadonlyArray<string> =>
  [cardNumber, formerCardNumber].flatMap(number => (number === undefined ? [] : [`card:${digitsOf(number)}`]))

/** Numbers as a spreadsheet program leaves them that takes them for numbers: without the zeros at their front. */
const shortKeys = ({ citizenNumber, cardNumber, formerCardNumber }: Member.Details): ReadonlyArray<string> => [
  ...(citizenNumber === undefined ? [] : [`short-citizen:${shortOf(citizenNumber)}`]),
  ...[cardNumber, formerCardNumber].flatMap(number => (number === undefined ? [] : [`short-card:${shortOf(number)}`]))
]

const digitsOf = (number: string): string => number.normalize("NFKC").replace(/[\s.\-\p{Cf}]/gu, "")

const shortOf = (number: string): string => digitsOf(number).replace(/^0+/, "")

/** Only a whole birth date makes a name one person's. */
const nameKeys = ({ fullName, birth }: Member.Details): ReadonlyArray<string> =>
  fullName === undefined || birth === undefined || birth.length === 4 ? [] : [`name:${Vietnamese.matchKey(fullName)}|${birth}`]

/** Names without tones and in any order of words, with a birth date or year. */
const alikeKeys = ({ fullName, otherName, birth }: Member.Details): ReadonlyArray<string> =>
  birth === undefined
    ? []
    : [fullName, otherName].flatMap(name => (name === undefined ? [] : [`alike:${looksOf(name)}|${birth.slice(0, 4)}`]))

/**
 * Names where one of two descriptions has no birth date. Whoever has none is looked for under all of the name, and anybody under those who have
 * none.
 */
const namedKeys =
  (held: boolean) =>
  ({ fullName, otherName, birth }: Member.Details): ReadonlyArray<string> =>
    [fullName, otherName].flatMap(name => {
      if (name === undefined) return []
      const [all, undated] = [`named:${looksOf(name)}`, `undated:${looksOf(name)}`]
      if (held) return birth === undefined ? [all, undated] : [all]
      return [birth === undefined ? all : undated]
    })

const keysOf = (details: Member.Details): ReadonlyArray<string> => [
  ...citizenKeys(details),
  ...cardKeys(details),
  ...shortKeys(details),
  ...nameKeys(details),
  ...alikeKeys(details),
  ...namedKeys(true)(details)
]

const looksOf = (name: string): string =>
  Vietnamese.bareKey(Array.from(name.normalize("NFKC"), letter => lookAlikes.get(letter) ?? letter).join(""))
    .replace(/[\u00ad\p{Cf}]/gu, "")
    .split(" ")
    .sort()
    .join(" ")

const compare = ({ member, details }: Person, wanted: Member.Details): Candidate => {
  const agrees: Array<Field> = []
  const differs: Array<Field> = []
  const judge = (field: Field, same: boolean | undefined) => {
    if (same !== undefined) (same ? agrees : differs).push(field)
  }
  judge("citizenNumber", sameNumber([details.citizenNumber], [wanted.citizenNumber]))
  judge("cardNumber", sameNumber([details.cardNumber, details.formerCardNumber], [wanted.cardNumber, wanted.formerCardNumber]))
  if (details.fullName !== undefined && wanted.fullName !== undefined) {
    const same = Vietnamese.matchKey(details.fullName) === Vietnamese.matchKey(wanted.fullName)
    judge("fullName", same || looksOf(details.fullName) !== looksOf(wanted.fullName) ? same : undefined)
  }
  if (details.birth !== undefined && wanted.birth !== undefined) {
    const vague = details.birth.length !== wanted.birth.length && details.birth.slice(0, 4) === wanted.birth.slice(0, 4)
    judge("birth", vague ? undefined : details.birth === wanted.birth)
  }
  return { member, agrees, differs }
}

/** Numbers of different lengths are of different kinds (cards of 8 and of 12 digits), and say nothing about each other. */
const sameNumber = (known: ReadonlyArray<string | undefined>, given: ReadonlyArray<string | undefined>): boolean | undefined => {
  const [ours, theirs] = [known, given].map(list => list.flatMap(number => (number === undefined ? [] : [digitsOf(number)])))
  if (ours === undefined || theirs === undefined) return undefined
  if (theirs.some(number => ours.includes(number))) return true
  return theirs.some(number => ours.some(other => other.length === number.length)) ? false : undefined
}

/** A number alone does not do where a name or a birth date says otherwise; and nothing does against another number. */
const fits = ({ agrees, differs }: Candidate, by: "citizen-number" | "card-number" | "name-and-birth"): boolean => {
  if (by === "citizen-number") return !differs.includes("fullName") && !differs.includes("birth")
  if (differs.includes("citizenNumber")) return false
  if (by === "name-and-birth") return !differs.includes("cardNumber")
  return !differs.includes("fullName") && !differs.includes("birth") && (agrees.includes("fullName") || agrees.includes("birth"))
}

const warningsOf = ({ fullName, otherName }: Member.Details): ReadonlyArray<Warning> =>
  (
    [
      ["fullName", fullName],
      ["otherName", otherName]
    ] as const
  ).flatMap(([field, text = ""]) => [
    ...Vietnamese.lookAlikes(text).map(({ codePoint }) => ({ field, codePoint })),
    ...(text.match(/[\u200b-\u200d\u2060\ufeff]/g) ?? []).map(character => ({
      field,
      codePoint: `U+${character.charCodeAt(0).toString(16).toUpperCase()}`
    }))
  ])

/** Letters of other alphabets that are drawn like Latin ones, and those in the same places. */
const drawn = "аеорсухіѕјһԁɡαονικτАВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧı"
const latin = "aeopcyxisjhdgaoviktABEKMHOPCTYXISJABEZHIKMNOPTYXi"
const lookAlikes = new Map(Array.from(drawn, (letter, at) => [letter, latin[at] ?? letter]))
