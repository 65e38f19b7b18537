/**
 * How stored facts are read: every version ever released of every kind that is known, and the rest as they are.
 *
 * @since 0.1.0
 */
import { Data, Result, Schema, SchemaIssue } from "effect"
import type { Upcast } from "./kind.ts"

// model

/**
 * A stored fact of a kind or version that this release does not know: kept as it is, reported, and used by no query.
 *
 * @since 0.1.0
 */
export class Unread extends Data.TaggedClass("Unread")<{ readonly kind: string; readonly version: number; readonly stored: unknown }> {}

/** What reading needs of a kind. */
export interface Readable<T> {
  readonly kind: string
  readonly version: number
  readonly upcasts: ReadonlyArray<Upcast>
  readonly schema: { readonly Type: T }
}

// errors

/**
 * Says what is wrong with a single fact: which fields, and why. Values are never repeated, as they may identify a person.
 *
 * @since 0.1.0
 */
export class FactError extends Data.TaggedError("FactError")<{
  readonly kind: string
  readonly issues: ReadonlyArray<{ readonly field: string; readonly problem: string }>
}> {
  override get message() {
    return `${this.kind}: ${this.issues.map(issue => (issue.field === "" ? issue.problem : `${issue.field}: ${issue.problem}`)).join("; ")}`
  }
}

// constructors

/**
 * A reader of stored facts of these kinds. A fact of an earlier version is brought forward step by step, and so is the one that a correction
 * puts in place; a kind that is not among them, or a version later than theirs, is given back as `Unread`.
 *
 * @since 0.1.0
 */
export const reader = <T>(kinds: ReadonlyArray<Readable<T>>): ((input: unknown) => Result.Result<T | Unread, FactError>) => {
  const known = new Map(kinds.map(each => [each.kind, each]))
  const decoders = new Map(
    kinds.map(({ kind, schema }) => [
      kind,
      // sound: every `schema` is a schema of a kind, without services; only its type `T` is said in `Readable`
      Schema.decodeUnknownResult(schema as unknown as Schema.Codec<T>, { errors: "all", onExcessProperty: "error" })
    ])
  )

  /** The fact in the newest version of its kind; nothing where the kind or the version is not known. */
  const current = (input: Versioned): Record<string, unknown> | undefined => {
    const kind = known.get(input.kind)
    if (kind === undefined || !Number.isInteger(input.version) || input.version < 1 || input.version > kind.version) return undefined
    let fact: Record<string, unknown> = input
    for (let version = input.version; version < kind.version; version++) {
      const { kind: _, version: __, ...fields } = fact
      fact = { kind: input.kind, version: version + 1, ...kind.upcasts[version - 1]?.(fields) }
    }
    if (fact.kind !== "correction.made" || !isVersioned(fact.replacement)) return fact
    const replacement = current(fact.replacement)
    return replacement === undefined ? undefined : { ...fact, replacement }
  }

  return input => {
    if (!isVersioned(input)) {
      return Result.fail(
        new FactError({
          kind: "(none)",
          issues: [{ field: "kind", problem: "Expected an object with a kind (text) and a version (number)" }]
        })
      )
    }
    const fact = current(input)
    const decode = decoders.get(input.kind)
    if (fact === undefined || decode === undefined)
      return Result.succeed(new Unread({ kind: input.kind, version: input.version, stored: input }))
    return Result.mapError(
      decode(fact),
      ({ issue }) =>
        new FactError({
          kind: input.kind,
          issues: formatIssues(issue).issues.map(({ path, message }) => ({
            field: (path ?? []).map(String).join("."),
            problem: message
          }))
        })
    )
  }
}

// internal

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

interface Versioned extends Record<string, unknown> {
  readonly kind: string
  readonly version: number
}

const isVersioned = (input: unknown): input is Versioned =>
  typeof input === "object" &&
  input !== null &&
  !Array.isArray(input) &&
  "kind" in input &&
  typeof input.kind === "string" &&
  "version" in input &&
  typeof input.version === "number"
