/**
 * The settings on which the promises rest: some are set for each session, the others belong to the server, and are refused where they do
 * not hold.
 */

// model

/** How long to wait, in milliseconds: for the lock of another writer, and for any one statement. */
export interface Patience {
  readonly lock: number
  readonly statement: number
}

/** A setting that does not hold. */
export interface Unsafe {
  readonly setting: string
  readonly expected: string
  readonly found: string | undefined
}

// operations

/** What each session is started with. */
export const session = ({ lock, statement }: Patience): Readonly<Record<string, string>> => ({
  lock_timeout: String(lock),
  statement_timeout: String(statement),
  idle_in_transaction_session_timeout: String(statement),
  jit: "off" // compiling takes longer than any statement here
})

/** Asks for all settings that `unsafe` looks at, as name and value. */
export const question = "select name, setting from pg_settings where name = any($1::text[])"

/** The names that `question` needs. */
export const names = (patience: Patience): ReadonlyArray<string> => [...required(patience).map(([name]) => name), ...logging]

/** The first setting that does not hold, if there is one. */
export const unsafe = (patience: Patience, found: ReadonlyMap<string, string>): Unsafe | undefined => {
  for (const [setting, ...allowed] of required(patience)) {
    const value = found.get(setting)
    if (value === undefined || !allowed.includes(value)) return { setting, expected: allowed.join(" or "), found: value }
  }
  if (Number(found.get("server_version_num")) < oldest) {
    return { setting: "server_version_num", expected: `${oldest} or later`, found: found.get("server_version_num") }
  }
  // Values of statements in the server's log would outlive an erasure.
  const length = found.get("log_parameter_max_length")
  const logs = logging
    .slice(2)
    .some(name => !["none", "ddl", "-1", "0"].includes(found.get(name) ?? "none") || isEvery(name, found.get(name)))
  if (logs && length !== "0") return { setting: "log_parameter_max_length", expected: "0 where statements are logged", found: length }
  return undefined
}

/** Tells, inside a transaction that is about to write, whether what it will be told is committed will be on the disk. */
export const durable =
  "(current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' and current_setting('synchronous_commit') in ('on', 'remote_apply'))"

// internal

/** The first release whose log can leave out the values of statements. */
const oldest = 130_000

const required = (patience: Patience): ReadonlyArray<readonly [name: string, ...allowed: ReadonlyArray<string>]> => [
  ["fsync", "on"],
  ["full_page_writes", "on"],
  // `remote_write` and `local` are weaker where a standby takes over
  ["synchronous_commit", "on", "remote_apply"],
  ["server_encoding", "UTF8"],
  ...Object.entries(session(patience))
]

/** Where these say that statements are logged, their values are too. */
const logging = [
  "server_version_num",
  "log_parameter_max_length",
  "log_statement",
  "log_min_duration_statement",
  "log_min_duration_sample",
  "log_transaction_sample_rate"
]

/** A duration of 0 means every statement. */
const isEvery = (name: string, value: string | undefined): boolean => name.startsWith("log_min_duration") && value === "0"
