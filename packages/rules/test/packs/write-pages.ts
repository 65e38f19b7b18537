// Writes `docs/packs`; `Print.test.ts` holds that what is committed is what this writes.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pages } from "./pages.ts"

const folder = join(import.meta.dirname, "..", "..", "..", "..", "docs", "packs")
mkdirSync(folder, { recursive: true })
for (const [name, text] of pages) {
  writeFileSync(join(folder, name), text)
  console.log(`docs/packs/${name}`)
}
