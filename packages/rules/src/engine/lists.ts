/**
 * Lists of the same length, worked on from end to end: the loops that a block of rows runs through.
 *
 * Lists are read up to `n`, which is at most their length: that is why each `as number` is sound.
 */

/** From whether a test holds to what is certain and what is possible, where both sides must be known. */
export const judge = (sure: Uint8Array, maybe: Uint8Array, s: Uint8Array, t: Uint8Array, n: number): void => {
  for (let j = 0; j < n; j++) {
    const known = (s[j] as number) & (t[j] as number)
    const holds = sure[j] as number
    sure[j] = known & holds
    maybe[j] = (known ^ 1) | holds
  }
}

/** Each of a list and the one beside it. */
export const both = (to: Uint8Array, from: Uint8Array, n: number): void => {
  for (let j = 0; j < n; j++) to[j] = (to[j] as number) & (from[j] as number)
}

/** Each of a list or the one beside it. */
export const either = (to: Uint8Array, from: Uint8Array, n: number): void => {
  for (let j = 0; j < n; j++) to[j] = (to[j] as number) | (from[j] as number)
}

/** The contrary of each. */
export const contrary = (to: Uint8Array, from: Uint8Array, n: number): void => {
  for (let j = 0; j < n; j++) to[j] = 1 ^ (from[j] as number)
}

/** Numbers side by side, compared. */
export const comparing = {
  lt: (a: Float64Array, b: Float64Array, to: Uint8Array, n: number): void => {
    for (let j = 0; j < n; j++) to[j] = +((a[j] as number) < (b[j] as number))
  },
  le: (a: Float64Array, b: Float64Array, to: Uint8Array, n: number): void => {
    for (let j = 0; j < n; j++) to[j] = +((a[j] as number) <= (b[j] as number))
  },
  eq: (a: Float64Array, b: Float64Array, to: Uint8Array, n: number): void => {
    for (let j = 0; j < n; j++) to[j] = +(a[j] === b[j])
  }
}

/** The values of a column at rows, whichever list it is; each has a loop of its own, which runs faster. */
export const fromBytes = (column: Uint8Array, value: Float64Array, rows: Int32Array, n: number): void => {
  for (let j = 0; j < n; j++) value[j] = column[rows[j] as number] as number
}

export const fromInts = (column: Int32Array, value: Float64Array, rows: Int32Array, n: number): void => {
  for (let j = 0; j < n; j++) value[j] = column[rows[j] as number] as number
}

export const fromFloats = (column: Float64Array, value: Float64Array, rows: Int32Array, n: number): void => {
  for (let j = 0; j < n; j++) value[j] = column[rows[j] as number] as number
}
