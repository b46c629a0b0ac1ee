import { createHighlighterCore } from 'shiki/core'
import type { HighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import { escapeHtml } from '../logic/escapeHtml'
import { classOfColour, codeTheme } from './theme'

let shared: Promise<HighlighterCore> | null = null

function highlighter(): Promise<HighlighterCore> {
  shared ??= createHighlighterCore({
    themes: [codeTheme],
    langs: [import('shiki/langs/typescript.mjs')],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  })
  return shared
}

/** A stretch of a line that leads somewhere, which is said with a number. */
export interface LinkedName {
  /** From 0. */
  readonly column: number
  readonly length: number
  readonly to: number
}

const NO_LINKS: ReadonlyMap<number, readonly LinkedName[]> = new Map()

/** The lines of a TypeScript source as HTML, without anything around them. `links`: by line, from 1, in order. */
export async function highlightLines(source: string, links = NO_LINKS): Promise<string[]> {
  const { codeToTokensBase } = await highlighter()
  const lines = codeToTokensBase(source.replace(/\n$/, ''), { lang: 'typescript', theme: codeTheme.name! })
  return lines.map((tokens, index) => {
    const pieces = tokens.map(({ content, color }) => ({ content, name: classOf(content, color), to: null }))
    return linked(joined(pieces), links.get(index + 1) ?? []).map(toHtml).join('')
  })
}

interface Piece {
  readonly content: string
  readonly name: string | null
  /** Number of what it leads to. */
  readonly to: number | null
}

function toHtml({ content, name, to }: Piece): string {
  if (name === null && to === null) return escapeHtml(content)
  return `<i${name === null ? '' : ` class="${name}"`}${to === null ? '' : ` data-d="${to}"`}>${escapeHtml(content)}</i>`
}

/** The pieces cut where links begin and end. A link lies within one piece: it is one name. */
function linked(pieces: readonly Piece[], links: readonly LinkedName[]): Piece[] {
  const result: Piece[] = []
  let column = 0
  for (const piece of pieces) {
    const { content, name } = piece
    let at = 0
    for (const link of links) {
      const start = link.column - column
      if (start < at || start + link.length > content.length) continue
      if (start > at) result.push({ content: content.slice(at, start), name, to: null })
      at = start + link.length
      result.push({ content: content.slice(start, at), name, to: link.to })
    }
    if (at < content.length) result.push({ content: content.slice(at), name, to: null })
    column += content.length
  }
  return result
}

/** Only `yield` and its asterisk stand out from the other words of control flow: there the original may block. */
function classOf(content: string, colour: string | undefined): string | null {
  const name = classOfColour(colour)
  if (name !== 'y') return name
  return /^\s*(yield\s*)?\*?\s*$/.test(content) ? 'y' : 'k'
}

/** Neighbours of the same class become one element. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last !== undefined && last.name === piece.name) {
      result[result.length - 1] = { ...last, content: last.content + piece.content }
    } else {
      result.push(piece)
    }
  }
  return result
}
