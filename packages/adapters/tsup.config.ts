import { defineConfig } from "tsup"

export default defineConfig({
  entry: [
    "src/memory/index.ts",
    "src/sqlite/index.ts",
    "src/postgres/index.ts",
    "src/csv/index.ts",
    "src/matching/index.ts",
    "src/profiles/index.ts",
    "src/xlsx/index.ts",
    "src/html/index.ts"
  ],
  format: ["esm"],
  target: "node24",
  platform: "node",
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  removeNodeProtocol: false // else `node:sqlite` would be rewritten to `sqlite`, which does not exist
})
