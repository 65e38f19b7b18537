/** Runs something in another time zone, by the environment of the process. */

/** Throws where the zone cannot be set, as in a worker thread: then a way of one's own must be handed to the suite. */
export const inZone = <A>(zone: string, body: () => A): A => {
  const environment = environmentOf()
  const before = environment?.TZ
  if (environment !== undefined) environment.TZ = zone
  try {
    if (new Intl.DateTimeFormat("en").resolvedOptions().timeZone !== zone)
      throw new RangeError("the time zone cannot be set here: run tests in processes instead of threads, or pass `inZone`")
    return body()
  } finally {
    if (environment !== undefined) {
      if (before === undefined) delete environment.TZ
      else environment.TZ = before
    }
  }
}

// internal

const environmentOf = (): Record<string, string | undefined> | undefined => {
  const process: unknown = Reflect.get(globalThis, "process")
  return typeof process === "object" && process !== null && "env" in process
    ? (process.env as Record<string, string | undefined>) // sound: what `env` is wherever there is one
    : undefined
}
