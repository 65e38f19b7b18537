/**
 * The page in a browser: `npx -y pnpm@12 chromium`. It needs `chromium` on the path, and `pdftotext` (poppler-utils) for what stands on paper;
 * it takes some seconds, and stands outside of the tests.
 *
 * Looked at, in both languages: requests to a server that listens, the width on a telephone, contrast in light and dark, what is folded away,
 * and each printed page. As controls, pages that do each of these wrong must be seen to.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as Html from "@chibo/adapters/html"
import { PlainDate } from "@chibo/core"
import { explanation, figure, report } from "./fixtures.ts"

const has = (program: string): boolean => spawnSync(program, ["--version"], { encoding: "utf8" }).error === undefined
if (!has("chromium")) {
  console.error("chromium is not on the path: nothing was looked at")
  process.exit(2)
}

// the browser, by its own protocol

const folder = mkdtempSync(join(tmpdir(), "chibo-chromium-"))
const quiet =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
const browser: ChildProcess = spawn(
  "chromium",
  [...quiet.split(" "), `--user-data-dir=${join(folder, "profile")}`, "--remote-debugging-port=0"],
  {
    stdio: ["ignore", "ignore", "pipe"]
  }
)
process.on("exit", () => {
  browser.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})
const address = await new Promise<string>((resolve, reject) => {
  let said = ""
  browser.stderr?.on("data", (piece: Buffer) => {
    said += piece.toString()
    const found = /listening on (ws:\S+)/.exec(said)?.[1]
    if (found !== undefined) resolve(found)
  })
  browser.on("exit", () => reject(new Error(said)))
})
const socket = new WebSocket(address)
await new Promise(resolve => socket.addEventListener("open", resolve, { once: true }))
interface Message {
  readonly id?: number
  readonly method?: string
  readonly sessionId?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}
const waiting = new Map<number, (message: Message) => void>()
const heard = new Map<string, () => void>()
socket.addEventListener("message", event => {
  // sound: the protocol's messages have this form
  const message = JSON.parse(String(event.data)) as Message
  if (message.id !== undefined) waiting.get(message.id)?.(message)
  else heard.get(`${message.sessionId} ${message.method}`)?.()
})
let asked = 0
const ask = async <A>(method: string, params: object = {}, sessionId?: string): Promise<A> => {
  const id = ++asked
  socket.send(JSON.stringify({ id, method, params, sessionId }))
  const { result, error } = await new Promise<Message>(resolve => waiting.set(id, resolve))
  if (error !== undefined) throw new Error(`${method}: ${error.message}`)
  return result as A // sound: each call names what its method answers
}

interface Look {
  readonly width?: number
  readonly scheme?: "light" | "dark"
  /** Forced; without, the browser takes what fits. */
  readonly media?: "print"
}
interface Tab {
  readonly evaluate: <A>(script: string) => Promise<A>
  readonly pdf: () => Promise<Buffer>
  readonly took: number
}

/** Opens a page in a tab of its own. */
const open = async (html: string, { width = 1280, scheme = "light", media }: Look = {}): Promise<Tab> => {
  const file = join(folder, `page-${asked}.html`)
  writeFileSync(file, html)
  const { targetId } = await ask<{ targetId: string }>("Target.createTarget", { url: "about:blank" })
  const { sessionId } = await ask<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true })
  await ask("Page.enable", {}, sessionId)
  await ask("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 }, sessionId)
  await ask("Emulation.setEmulatedMedia", { media: media ?? "", features: [{ name: "prefers-color-scheme", value: scheme }] }, sessionId)
  const loaded = new Promise<void>(resolve => heard.set(`${sessionId} Page.loadEventFired`, resolve))
  const started = performance.now()
  await ask("Page.navigate", { url: pathToFileURL(file).href }, sessionId)
  await loaded
  const took = performance.now() - started
  return {
    took,
    evaluate: async <A>(expression: string) => {
      const { result } = await ask<{ result: { value: A } }>("Runtime.evaluate", { expression, returnByValue: true }, sessionId)
      return result.value
    },
    pdf: async () => Buffer.from((await ask<{ data: string }>("Page.printToPDF", { preferCSSPageSize: true }, sessionId)).data, "base64")
  }
}

// what is looked at

let failed = false
const check = (name: string, wrong: ReadonlyArray<unknown>, of: number): void => {
  console.log(`${wrong.length === 0 && of > 0 ? "ok    " : "FAILED"} ${name}: ${of} looked at, ${wrong.length} wrong`)
  for (const each of wrong.slice(0, 10)) console.log(`       ${JSON.stringify(each)}`)
  failed ||= wrong.length > 0 || of === 0
}
const control = (name: string, seen: boolean): void => check(`control: ${name} is seen`, seen ? [] : [name], 1)

const long = (place: string) => `${place} ${"Đảng".repeat(60)} và những người khác ${"x".repeat(200)}`
const plain = (place: string) => place
const page = (say: (place: string) => string, lang: "vi" | "en", tasks = 60): string => {
  const one = report(say, { name: say("Chi bộ Bản Lề") })
  const [task] = one.tasks
  const why = explanation(say)
  const earlier = PlainDate.make("2021-07-06")
  const { question, subject } = why.advice
  return Html.page(
    {
      ...one,
      tasks: Array.from({ length: tasks }, (_, i) => (task === undefined ? [] : [{ ...task, id: `t${i}`, question, subject }])).flat()
    },
    {
      lang,
      rows: Number.POSITIVE_INFINITY,
      earlier: [report(say, { validOn: earlier, figures: [figure(say, { on: [earlier] })] })],
      changes: [{ on: PlainDate.make("2021-09-28"), label: { vi: say("mới"), en: say("new") } }],
      explanations: [why]
    }
  )
}

let requests = 0
const server = createServer((_, response) => {
  requests++
  response.end()
})
await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
const port = (server.address() as { port: number }).port // sound: it listens on a port
const reaching = `"><img src="http://127.0.0.1:${port}/i"><link rel="stylesheet" href="http://127.0.0.1:${port}/s"><script src="http://127.0.0.1:${port}/j"></script>`
/** How many requests a page makes. */
const made = async (html: string): Promise<number> => {
  requests = 0
  await open(html)
  await new Promise(resolve => setTimeout(resolve, 300))
  return requests
}
const pageOf = { vi: page(place => reaching + place, "vi", 5), en: page(place => reaching + place, "en", 5) }
const counts = [await made(pageOf.vi), await made(pageOf.en)]
check(
  "a page whose every text is markup that asks for something makes no request",
  counts.filter(count => count > 0),
  counts.length
)
const injected = page(plain, "vi", 5).replace("<main>", `<main><p title="${reaching}</p>`)
check(
  "… nor where markup got in: the page's own policy forbids it",
  [await made(injected)].filter(count => count > 0),
  1
)
control("a request", (await made(injected.replace(/<meta http-equiv[^>]*>/, ""))) === 3)
server.close()

const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
const widths: Array<unknown> = []
let looked = 0
for (const lang of ["vi", "en"] as const) {
  for (const say of [plain, long]) {
    for (const width of [320, 360, 400, 768, 1280]) {
      const over = await (await open(page(say, lang), { width })).evaluate<number>(overflow)
      looked++
      if (over > 0) widths.push([lang, width, over])
    }
  }
}
check("nothing stands past the edge of a screen", widths, looked)
control(
  "what stands past the edge",
  (await (
    await open(page(plain, "vi").replace("<main>", '<main><p style="width: 500px">x</p>'), { width: 360 })
  ).evaluate<number>(overflow)) > 0
)

/** Texts with less contrast than 4.5 to what is behind them, and how many texts there are. */
const contrast = `(() => {
  const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c } return "rgb(255, 255, 255)" }
  const found = [], texts = [...document.querySelectorAll("main *, footer")].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== ""))
  for (const e of texts) {
    const style = getComputedStyle(e), [a, b] = [light(e instanceof SVGElement ? style.fill : style.color), light(behind(e))].sort((x, y) => y - x)
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(e.tagName + "." + e.getAttribute("class"))
  }
  return { found, of: texts.length }
})()`
for (const scheme of ["light", "dark"] as const) {
  const { found, of } = await (await open(page(plain, "vi"), { scheme })).evaluate<{ found: ReadonlyArray<string>; of: number }>(contrast)
  check(`what is read stands out (${scheme})`, [...new Set(found)], of)
}
const faint = await (await open(page(plain, "vi").replace("--dim: #57616a", "--dim: #a7b0b8"))).evaluate<{ found: ReadonlyArray<string> }>(
  contrast
)
control("what does not stand out", faint.found.length > 0)

const folded = `(() => { for (const each of document.querySelectorAll("details")) each.open = false; return [...document.querySelectorAll("pre")].map(e => e.checkVisibility({ contentVisibilityAuto: true }) && e.getBoundingClientRect().height > 0) })()`
const visible = await (await open(page(plain, "vi"), { media: "print" })).evaluate<ReadonlyArray<boolean>>(folded)
check(
  "what a reader folded away is unfolded on paper",
  visible.filter(each => !each),
  visible.length
)
const hidden = await (await open(page(plain, "vi").replace(/details::details-content \{[^}]*\}/, ""), { media: "print" })).evaluate<
  ReadonlyArray<boolean>
>(folded)
control("what stays folded", hidden.length > 0 && hidden.every(each => !each))

if (has("pdftotext")) {
  const cut = (text: string) => text.trim().slice(0, 200)
  /** The text of each printed page. */
  const printed = async (html: string): Promise<ReadonlyArray<string>> => {
    const file = join(folder, "page.pdf")
    writeFileSync(file, await (await open(html)).pdf())
    return spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout.split("\f").slice(0, -1)
  }
  for (const [lang, number, header] of [
    ["vi", "Trang", /Hạn .*Ai làm .*Căn cứ/],
    ["en", "Page", /Due .*Who .*Under/]
  ] as const) {
    const html = page(plain, lang)
    const sheets = await printed(html)
    const edges = (all: ReadonlyArray<string>) =>
      all.flatMap((text, i) => {
        const said = [`${number} ${i + 1} / ${all.length}`, ...(i === 0 ? [] : ["Chi bộ Bản Lề", "0123456789ab"])]
        return said.filter(each => !text.includes(each)).map(each => [i + 1, each])
      })
    check(`each printed page tells its number, its unit and its digest (${lang})`, edges(sheets), sheets.length)
    control("a page without", edges(await printed(html.replace(/@page \{[\s\S]*?\n\}/, "@page { size: A4; }"))).length > 0)
    const rows = (all: ReadonlyArray<string>) => all.filter(text => /06\/07\/2022 +task|2022-07-06 +task/.test(text))
    check(
      `the header of a table stands on each page of it (${lang})`,
      rows(sheets)
        .filter(text => !header.test(text))
        .map(cut),
      rows(sheets).length
    )
    const alone = sheets.filter(text => header.test(text) && !/06\/07\/2022 +task|2022-07-06 +task/.test(text)).map(cut)
    check(`… and never alone (${lang})`, alone, sheets.length)
    const without = await printed(html.replace(/<(\/?)thead>/g, "<$1tbody>"))
    control(
      "a page without a header",
      rows(without).some(text => !header.test(text))
    )
  }
} else console.log("pdftotext is not on the path: paper was not looked at")

const big = page(plain, "vi", 3000)
const { took, evaluate } = await open(big)
check(
  "3,000 tasks are all there",
  [(await evaluate<number>("document.querySelectorAll('.tasks tbody tr').length")) - 3000].filter(Boolean),
  3000
)
console.log(`       ${Math.round(big.length / 1000).toLocaleString("en")} thousand characters, opened in ${Math.round(took)} ms`)
process.exit(failed ? 1 : 0)
