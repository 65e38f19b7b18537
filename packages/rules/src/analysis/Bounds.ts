/**
 * What is known of whole numbers by how far they lie apart: for every two, the most that the first can exceed the second.
 *
 * The table is kept closed (no bound follows from others that is not already in it), so that it is empty exactly when no numbers fit it, and any
 * value between a number's bounds belongs to some solution. The number 0 stands first.
 */

// model

/** `apart[x * size + y]` is the most that number `x` exceeds number `y`; infinite where nothing is known. */
export interface Bounds {
  readonly size: number
  readonly apart: Float64Array
}

// constructors

/** Bounds over numbers of which nothing is known. */
export const open = (size: number): Bounds => {
  const apart = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY)
  for (let i = 0; i < size; i++) apart[i * size + i] = 0
  return { size, apart }
}

// operations

/** The bounds with `x - y <= most` besides; `undefined` when no numbers fit any more. */
export const tighten = (bounds: Bounds, x: number, y: number, most: number): Bounds | undefined => {
  const { size, apart } = bounds
  if (most >= exceeds(bounds, x, y)) return bounds
  if (exceeds(bounds, y, x) + most < 0) return undefined
  const next = Float64Array.from(apart)
  for (let a = 0; a < size; a++) {
    const through = exceeds(bounds, a, x) + most
    if (through === Number.POSITIVE_INFINITY) continue
    for (let b = 0; b < size; b++) {
      const far = through + exceeds(bounds, y, b)
      if (far < exceeds({ size, apart: next }, a, b)) next[a * size + b] = far
    }
  }
  return { size, apart: next }
}

/** The most that `x` exceeds `y`. */
export const exceeds = ({ size, apart }: Bounds, x: number, y: number): number => apart[x * size + y] ?? Number.POSITIVE_INFINITY

/** The least and the most that a number can be. */
export const rangeOf = (bounds: Bounds, x: number): { readonly least: number; readonly most: number } => ({
  least: -exceeds(bounds, 0, x),
  most: exceeds(bounds, x, 0)
})

/** The bounds with a number fixed; `undefined` when it does not fit. */
export const pin = (bounds: Bounds, x: number, value: number): Bounds | undefined => {
  const below = tighten(bounds, x, 0, value)
  return below === undefined ? undefined : tighten(below, 0, x, -value)
}
