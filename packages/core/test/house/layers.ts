/** The order of the house as data, and the check that holds it: a module may import only what stands before it. */

export const packages = ["core", "rules", "adapters"] as const
export type Package = (typeof packages)[number]

/** Modules in order; a folder stands for all files in it. */
export const order: Record<Package, ReadonlyArray<string>> = {
  core: [
    "PlainDate",
    "Period",
    "WorkingDays",
    "Vietnamese",
    "Id",
    "Instrument",
    "Unit",
    "Member",
    "fact",
    "Journal",
    "Timeline",
    "Known",
    "hierarchy",
    "Hierarchy",
    "register",
    "Register",
    "intake",
    "Intake",
    "testing",
    "index"
  ],
  rules: [
    "Citation",
    "Dated",
    "Measure",
    "Expression",
    "Question",
    "Clause",
    "Indicator",
    "RulePack",
    "Rulebook",
    "Brief",
    "Advice",
    "Engine",
    "Explain",
    "Task",
    "Report",
    "packs",
    "index"
  ],
  adapters: ["internal", "memory", "sqlite", "csv"]
}

/** Published packages import along this arrow only. */
const reach: Record<Package, ReadonlyArray<string>> = {
  core: [],
  rules: ["@chibo/core"],
  adapters: ["@chibo/core", "@chibo/rules"]
}

const clocks = /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bMath\.random\(|\bTemporal\.Now\b/

export interface Checked {
  readonly modules: number
  readonly imports: number
  readonly problems: ReadonlyArray<string>
}

/** Checks sources given as path (`core/src/Period.ts`) and text. */
export const check = (sources: ReadonlyMap<string, string>): Checked => {
  const problems: Array<string> = []
  let imports = 0
  for (const [path, source] of sources) {
    const [pkg, file] = locate(path)
    const rank = order[pkg].indexOf(moduleOf(file))
    if (rank < 0) problems.push(`${path}: stands in no list`)
    const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "")
    if (pkg !== "adapters" && clocks.test(code)) problems.push(`${path}: reads a clock or chance`)
    for (const [, target = ""] of code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)) {
      imports++
      if (target.startsWith(".")) {
        const inner = moduleOf(resolve(file, target))
        if (order[pkg].indexOf(inner) > rank) problems.push(`${path}: imports ${target}, which stands after it`)
      } else if (target.startsWith("@chibo/")) {
        const name = target.split("/").slice(0, 2).join("/")
        if (!reach[pkg].includes(name)) problems.push(`${path}: imports ${target}, against the arrow`)
      } else if (pkg !== "adapters" && (target.startsWith("node:") || /^effect\/(sql|cli|http|cluster|process|encoding)/.test(target))) {
        problems.push(`${path}: imports ${target}, which only adapters may`)
      }
    }
  }
  return { modules: sources.size, imports, problems }
}

const locate = (path: string): readonly [Package, string] => {
  const [pkg, , ...rest] = path.split("/")
  return [packages.find(each => each === pkg) ?? "core", rest.join("/")]
}

const moduleOf = (file: string): string => (file.split("/")[0] ?? "").replace(/\.ts$/, "")

const resolve = (from: string, target: string): string => {
  const parts = from.split("/").slice(0, -1)
  for (const part of target.split("/")) {
    if (part === "..") parts.pop()
    else if (part !== ".") parts.push(part)
  }
  return parts.join("/")
}
