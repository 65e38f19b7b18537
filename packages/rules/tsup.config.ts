import { defineConfig } from "tsup"

export default defineConfig({
  entry: [
    "src/index.ts",
    "src/packs/vietnam/index.ts",
    "src/packs/cao-loc/index.ts",
    "src/testing/index.ts",
    "src/testing/command/main.ts"
  ],
  format: ["esm"],
  target: "node24",
  platform: "neutral",
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  external: [/^node:/],
  removeNodeProtocol: false
})
