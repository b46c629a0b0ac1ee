import { annotations } from '../../../content/annotations'
import type { SiteLines } from '../../../content/patterns/stage/LineWatch'
import counterparts from '../../../content/counterparts.json'
import { statementsOf } from '../../../engine/adapters/instrumenter/site-table.mjs'
import type { Locale } from '../../i18n/locales'
import { fileOfSymbol, readEngineFile, ROOT } from '../../source/server/engineFiles'
import { highlightLines } from '../../source/server/highlight'
import { findPlace } from '../../source/server/places'
import { readSymbols } from '../../source/server/readSymbols'
import type { ShownCode, ShownNote } from '../logic/shownCode'
import { readContentFile } from './readContentFile'

/** A method or a class, highlighted, with the remarks on it. `content/…` is code of the page's own. */
export async function readPatternCode(place: string, locale: Locale): Promise<ShownCode> {
  const isOwn = place.startsWith('content/')
  const file = isOwn ? `${place.split('#')[0]!}.ts` : fileOfSymbol(place)
  const source = isOwn ? readContentFile(file) : readEngineFile(file)
  if (source === null) throw new Error(`${place}: there is no ${file}`)
  const { from, to } = stretchOf(place, file, source)
  const lines = await highlightLines(source)
  return {
    place,
    file,
    from,
    lines: lines.slice(from - 1, to),
    notes: isOwn ? {} : notesOf(file, from, to, locale),
    original: (counterparts as Record<string, { method: string; url: string }>)[place] ?? null,
    sites: isOwn ? [] : sitesOf(place),
  }
}

function stretchOf(place: string, file: string, source: string): { readonly from: number; readonly to: number } {
  const symbols = readSymbols(file.replace(/^content\//, 'engine/content/'), source)
  const [, name] = place.split('#')
  // A whole file, without what it imports.
  if (name === undefined && place.startsWith('content/')) {
    return { from: Math.min(...symbols.map((symbol) => symbol.from)), to: source.trimEnd().split('\n').length }
  }
  const found = symbols.find(({ symbol }) => symbol === place || name !== undefined && symbol.endsWith(`#${name}`))
  if (found === undefined) throw new Error(`${file} has no ${place}`)
  return { from: found.from, to: found.to }
}

function notesOf(file: string, from: number, to: number, locale: Locale): Record<number, ShownNote> {
  const notes: Record<number, ShownNote> = {}
  for (const { id, place, label, text } of annotations) {
    if (fileOfSymbol(place.split('@')[0]!) !== file) continue
    const { line } = findPlace(place)
    if (from <= line && line <= to) notes[line] = { id, label: label[locale], text: text[locale] }
  }
  return notes
}

/** The statements of a method, for watching them run; of a class all of its methods'. */
export function sitesOf(place: string): SiteLines {
  const [stem, method] = place.split('#')
  const className = stem!.split('/').at(-1)!
  const wanted = method === undefined ? null : `${className}#${method}`
  const all = statementsOf(ROOT, fileOfSymbol(place))
  return all.filter(({ symbol }) => wanted === null || symbol === wanted).map(({ site, line }) => [site, line] as const)
}
