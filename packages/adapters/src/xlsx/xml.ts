/**
 * XML of a part, told to a tree of handlers as it comes. Elements that the tree does not hold are passed over with all that is inside them.
 *
 * Parsing is saxes' work; a DTD, any depth and any length are refused here, as saxes would keep them in memory.
 */
import { SaxesParser } from "saxes"
import { type Archive, type Part, unpack } from "./archive.ts"
import { refuse } from "./error.ts"
import type { Limits } from "./limits.ts"

// model

/** The attributes of an element, by name. */
export type Attributes = Readonly<Record<string, string>>

/** What is done with an element, and which elements are looked at inside it. */
export interface Element {
  readonly open?: (attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: () => void
  readonly inside?: ReadonlyMap<string, Element>
}

// constructors

/** An element with handlers for what is inside it. */
export const element = (handlers: Omit<Element, "inside">, inside: Readonly<Record<string, Element>> = {}): Element => ({
  ...handlers,
  inside: new Map(Object.entries(inside))
})

// operations

/** Reads a part by a tree of one root. Yields after each piece, so that the reader can hand on what it has. */
export async function* pieces(archive: Archive, part: Part, root: Readonly<Record<string, Element>>, limits: Limits) {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  const top = element({}, root)
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  const stack: Array<Element | undefined> = [top]
  let prefix = ""
  let since = 0
  parser.on("error", () => refuse({ _tag: "BadXml", part: part.label }))
  parser.on("doctype", () => refuse({ _tag: "Dtd", part: part.label }))
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") refuse({ _tag: "NotUtf8", part: part.label })
  })
  parser.on("opentag", ({ name, attributes }) => {
    since = 0
    if (stack.length > limits.depth) refuse({ _tag: "Limit", what: "depth", most: limits.depth, part: part.label })
    // a file may spell all its elements with one prefix; what has another is of another vocabulary
    if (stack.length === 1) prefix = name.slice(0, name.indexOf(":") + 1)
    const found = name.startsWith(prefix) ? stack[stack.length - 1]?.inside?.get(name.slice(prefix.length)) : undefined
    if (stack.length === 1 && found === undefined) refuse({ _tag: "BadXml", part: part.label })
    stack.push(found)
    found?.open?.(attributes)
  })
  parser.on("text", text => stack[stack.length - 1]?.text?.(text))
  parser.on("cdata", text => stack[stack.length - 1]?.text?.(text))
  parser.on("closetag", () => {
    since = 0
    stack.pop()?.close?.()
  })
  for await (const piece of unpack(archive, part)) {
    const text = decode(decoder, piece, part)
    since += text.length
    parser.write(text)
    if (since > limits.token) refuse({ _tag: "Limit", what: "token", most: limits.token, part: part.label })
    yield
  }
  parser.write(decode(decoder, undefined, part))
  parser.close()
}

/** Reads a whole part by a tree of one root. */
export const parse = async (archive: Archive, part: Part, root: Readonly<Record<string, Element>>, limits: Limits): Promise<void> => {
  for await (const _ of pieces(archive, part, root, limits));
}

// internal

const decode = (decoder: TextDecoder, piece: Uint8Array | undefined, part: Part): string => {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
  } catch {
    return refuse({ _tag: "NotUtf8", part: part.label })
  }
}
