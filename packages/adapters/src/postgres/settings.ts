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
export const names = (patience: Patience): ReadonlyArray<string> => [
  "server_version_num",
  ...required(patience).map(([name]) => name),
  ...logs.flatMap(({ quiet, silent }) => [...quiet, ...silent].map(([name]) => name))
]

/** The first setting that does not hold, if there is one. */
export const unsafe = (patience: Patience, found: ReadonlyMap<string, string>): Unsafe | undefined => {
  for (const [setting, ...allowed] of required(patience)) {
    const value = found.get(setting)
    if (value === undefined || !allowed.includes(value)) return { setting, expected: allowed.join(" or "), found: value }
  }
  if (Number(found.get("server_version_num")) < oldest) {
    return { setting: "server_version_num", expected: `${oldest} or later`, found: found.get("server_version_num") }
  }
  // One that is not there is of a module that is not loaded, or of a later release.
  const holds = ([name, ...allowed]: Setting) => !found.has(name) || allowed.includes(found.get(name) ?? "")
  for (const { quiet, silent } of logs) {
    const loud = silent.find(setting => !holds(setting))
    if (loud === undefined || (quiet.length > 0 && quiet.every(holds))) continue
    const [setting, ...allowed] = loud
    return {
      setting,
      expected: `${allowed.join(" or ")}${quiet.length > 0 ? " where statements are logged" : ""}`,
      found: found.get(setting)
    }
  }
  return undefined
}

/**
 * Tells, inside a transaction that is about to write, whether what it will be told is committed will be on the disk, and whether what it writes will
 * stay out of the server's log.
 */
export const keeps = (): string => {
  const holds = ([name, ...allowed]: Setting) => {
    const value = `coalesce(current_setting('${name}', true) in (${allowed.map(value => `'${value}'`).join(", ")}), true)`
    // that of a module which is not loaded may be set all the same
    return name.includes(".") ? `(${value} or not exists (select from pg_settings where name = '${name}'))` : value
  }
  const all = (settings: ReadonlyArray<Setting>) => settings.map(holds).join(" and ")
  const quiet = logs.map(({ quiet, silent }) => (quiet.length > 0 ? `(${all(quiet)} or ${all(silent)})` : all(silent)))
  return `(${[all(durable), ...quiet].join(" and ")})`
}

// internal

/** The first release whose log can leave out the values of statements. */
const oldest = 130_000

type Setting = readonly [name: string, ...allowed: ReadonlyArray<string>]

const durable: ReadonlyArray<Setting> = [
  ["fsync", "on"],
  ["full_page_writes", "on"],
  // `remote_write` and `local` are weaker where a standby takes over
  ["synchronous_commit", "on", "remote_apply"]
]

const required = (patience: Patience): ReadonlyArray<Setting> => [
  ...durable,
  ["server_encoding", "UTF8"],
  ...Object.entries(session(patience))
]

/** What would write values of statements into the server's log, where an erasure does not reach them: it is quiet, or else leaves them out. */
const logs: ReadonlyArray<{ readonly quiet: ReadonlyArray<Setting>; readonly silent: ReadonlyArray<Setting> }> = [
  {
    quiet: [
      ["log_statement", "none", "ddl"],
      ["log_min_duration_statement", "-1"],
      ["log_min_duration_sample", "-1"],
      ["log_transaction_sample_rate", "0"]
    ],
    silent: [["log_parameter_max_length", "0"]]
  },
  // with the errors of statements
  { quiet: [], silent: [["log_parameter_max_length_on_error", "0"]] },
  // plans show the values that they were made for
  {
    quiet: [["auto_explain.log_min_duration", "-1"]],
    silent: [
      ["auto_explain.log_parameter_max_length", "0"],
      ["auto_explain.log_verbose", "off"]
    ]
  },
  { quiet: [], silent: [["pgaudit.log_parameter", "off"]] }
]
