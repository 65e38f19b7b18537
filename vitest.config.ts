import { defineConfig } from "vitest/config"

// Tests read the sources, not the built packages; `pack:check` is what tests the packages.
const conditions = ["@chibo/source", "node", "import", "module", "default"]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts"],
    isolate: false,
    maxWorkers: "100%", // the default leaves a core idle, of two
    testTimeout: 30_000
  }
})
