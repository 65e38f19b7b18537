/** Journals that find records wrongly: what an index, a join or a short cut gets wrong. */
import { Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import type * as Journal from "../../Journal.ts"
import type { Service, Wrong } from "./Wrong.ts"

/** A journal that looks through all records in a way of its own. */
const looking =
  (asks: (query: Journal.Query) => boolean, meets: (record: Journal.Recorded, query: Journal.Query) => boolean): Wrong["make"] =>
  right => ({ ...right, read: query => (asks(query) ? Stream.filter(right.read({}), record => meets(record, query)) : right.read(query)) })

const within = ({ position }: Journal.Recorded, { after, upTo }: Journal.Query): boolean =>
  position > (after ?? 0) && position <= (upTo ?? Number.POSITIVE_INFINITY)

const tagsOf = ({ fact }: Journal.Recorded): ReadonlyArray<string> => (fact instanceof Fact.Unread ? [] : Fact.tags(fact))

const replacedKind = ({ fact }: Journal.Recorded): string | undefined =>
  !(fact instanceof Fact.Unread) && fact.kind === "correction.made" ? fact.replacement.kind : undefined

const first = <T>(list: ReadonlyArray<T> | undefined) => (list === undefined ? undefined : list.slice(0, 999))

/** Changes what a query finds, and nothing where all is read. */
const shown =
  (change: (record: Journal.Recorded) => Journal.Recorded): Wrong["make"] =>
  (right: Service) => ({
    ...right,
    read: query => (query.tags === undefined ? right.read(query) : Stream.map(right.read(query), change))
  })

export const wrongQueries: ReadonlyArray<Wrong> = [
  {
    id: "bounds-without-tags",
    title: "forgets the bounds where tags are asked for",
    caughtBy: ["read.combinations"],
    make: right => ({
      ...right,
      read: ({ after, upTo, ...query }) => right.read(query.tags === undefined ? { ...query, ...given({ after, upTo }) } : query)
    })
  },
  {
    id: "joins-with-or",
    title: "gives what meets any condition",
    caughtBy: ["read.combinations", "read.together"],
    make: looking(
      ({ kinds, operations }) => kinds !== undefined && operations !== undefined,
      (record, query) =>
        within(record, query) &&
        ((query.kinds?.includes(record.fact.kind) ?? false) ||
          (query.operations?.includes(record.operation) ?? false) ||
          (query.tags?.some(tag => tagsOf(record).includes(tag)) ?? false))
    )
  },
  {
    id: "joins-columns-wrongly",
    title: "leaves out the source of what it finds by tag",
    caughtBy: ["read.combinations"],
    make: shown(record => ({ ...record, source: "" }))
  },
  {
    id: "kinds-by-prefix",
    title: "takes the beginning of a kind for the kind",
    caughtBy: ["text.literal-lists"],
    make: looking(
      ({ kinds, tags, operations }) => kinds !== undefined && tags === undefined && operations === undefined,
      (record, query) => within(record, query) && (query.kinds?.some(kind => kind !== "" && record.fact.kind.startsWith(kind)) ?? true)
    )
  },
  {
    id: "kinds-of-replacements",
    title: "finds a correction by the kind of what it puts in place",
    caughtBy: ["read.kind-of-correction"],
    make: looking(
      ({ kinds, tags, operations }) => kinds !== undefined && tags === undefined && operations === undefined,
      (record, query) =>
        within(record, query) && (query.kinds?.some(kind => kind === record.fact.kind || kind === replacedKind(record)) ?? true)
    )
  },
  {
    id: "cuts-ids",
    title: "finds tags by their first 64 characters, as a narrow column does",
    caughtBy: ["append.alike-long-ids"],
    make: looking(
      ({ kinds, tags, operations }) => tags !== undefined && kinds === undefined && operations === undefined,
      (record, query) =>
        within(record, query) && (query.tags?.some(tag => tagsOf(record).some(used => used.slice(0, 64) === tag.slice(0, 64))) ?? true)
    )
  },
  {
    id: "cuts-lists",
    title: "looks at 999 values of a list, as many as a statement once could bind",
    caughtBy: ["read.long-lists"],
    make: right => ({
      ...right,
      read: query => right.read({ ...query, ...given({ kinds: first(query.kinds), operations: first(query.operations) }) })
    })
  }
]

// internal

/** The conditions that are there. */
const given = (query: { readonly [K in keyof Journal.Query]?: Journal.Query[K] | undefined }): Journal.Query =>
  // sound: what is undefined was taken out
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Journal.Query
