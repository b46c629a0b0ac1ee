import counterparts from '../../../content/counterparts.json'
import { annotations } from '../../../content/annotations'
import type { Counterpart, SourceFragment, SourceMeta } from '../logic/fragment'
import type { LinkedName } from './highlight'
import { highlightLines } from './highlight'
import { findPlace } from './places'
import { definitions } from './definitions'
import { readAsserts } from './readAsserts'
import { readSymbols } from './readSymbols'
import { fileOfSymbol } from './engineFiles'

interface CounterpartEntry {
  readonly method: string
  readonly url: string
}

const table = counterparts as Readonly<Record<string, CounterpartEntry>>

/** A file of the engine, highlighted, with its notes and counterparts. */
export async function buildFragment(file: string, source: string): Promise<SourceFragment> {
  const symbols = readSymbols(file, source)
  const own = symbols.filter(({ symbol }) => table[symbol] !== undefined)
  const { places, links } = definitionsIn(file)
  return {
    meta: {
      file,
      symbols: symbols.map(({ symbol, from, to }) => ({ symbol, from, to })),
      notes: notesOf(file, source),
      asserts: readAsserts(source),
      definitions: places,
      counterparts: Object.fromEntries(own.map(({ symbol }) => [symbol, counterpartOf(table[symbol]!)])),
    },
    lines: await highlightLines(source, links),
  }
}

/** Each place once, and by line the names that lead to them. */
function definitionsIn(file: string): {
  readonly places: SourceMeta['definitions']
  readonly links: ReadonlyMap<number, readonly LinkedName[]>
} {
  const places = new Map<string, readonly [string, number]>()
  const links = new Map<number, LinkedName[]>()
  const numbers = new Map<string, number>()
  for (const { line, column, length, file: target, target: targetLine } of definitions().linksOf(file)) {
    const key = `${target}:${targetLine}`
    const to = numbers.get(key) ?? numbers.size
    numbers.set(key, to)
    places.set(key, [target, targetLine])
    links.set(line, [...(links.get(line) ?? []), { column, length, to }])
  }
  return { places: [...places.values()], links }
}

/** A note whose line is gone must not stop the site from being built; a test tells of it. */
function notesOf(file: string, source: string): Record<number, string> {
  const notes: Record<number, string> = {}
  for (const { id, place } of annotations) {
    if (fileOfSymbol(place.split('@')[0]!) !== file) continue
    try {
      notes[findPlace(place, () => source).line] ??= id
    } catch {
      continue
    }
  }
  return notes
}

function counterpartOf(entry: CounterpartEntry): Counterpart {
  return { label: entry.method, url: entry.url }
}
