/** Both languages side by side. A place that publishes in a third one adds a file here. */
import { en } from "./en.ts"
import { vi, type Words } from "./vi.ts"

export type { Words }

export const words: Readonly<Record<"vi" | "en", Words>> = { vi, en }

/** A sentence in both languages, from a function that makes it in one. */
export const inBoth = (make: (lang: "vi" | "en", words: Words) => string): { readonly vi: string; readonly en: string } => ({
  vi: make("vi", vi),
  en: make("en", en)
})
