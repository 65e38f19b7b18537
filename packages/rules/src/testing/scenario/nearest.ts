/** The name that somebody may have meant. */

/** The one of several names that is nearest to what was written, if any is near: within a third of its length. */
export const nearest = (written: string, names: Iterable<string>): string | undefined => {
  let best: { readonly name: string; readonly far: number } | undefined
  for (const name of names) {
    const far = distance(written, name)
    if (best === undefined || far < best.far || (far === best.far && name < best.name)) best = { name, far }
  }
  return best !== undefined && best.far <= Math.max(2, Math.floor(written.length / 3)) ? best.name : undefined
}

// internal

/** How many letters must be put in, taken out or changed to make one text of another. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? a.length
}
