import { createHighlighterCore } from 'shiki/core'
import type { HighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
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

/** The lines of a TypeScript source as HTML, without anything around them. */
export async function highlightLines(source: string): Promise<string[]> {
  const { codeToTokensBase } = await highlighter()
  const lines = codeToTokensBase(source.replace(/\n$/, ''), { lang: 'typescript', theme: codeTheme.name! })
  return lines.map((tokens) => {
    const pieces = tokens.map(({ content, color }) => ({ content, name: classOf(content, color) }))
    return joined(pieces).map(({ content, name }) => {
      return name === null ? escapeHtml(content) : `<i class="${name}">${escapeHtml(content)}</i>`
    }).join('')
  })
}

interface Piece {
  readonly content: string
  readonly name: string | null
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
      result[result.length - 1] = { name: last.name, content: last.content + piece.content }
    } else {
      result.push(piece)
    }
  }
  return result
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
