import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["memory", "sqlite", "postgres", "csv", "matching", "profiles", "xlsx", "html"].map(name => `src/${name}/index.ts`),
  format: ["esm"],
  target: "node24",
  platform: "node",
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  removeNodeProtocol: false // else `node:sqlite` would be rewritten to `sqlite`, which does not exist
})
