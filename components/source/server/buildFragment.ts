import counterparts from '../../../content/counterparts.json'
import { annotations } from '../../../content/annotations'
import type { Counterpart, SourceFragment } from '../logic/fragment'
import { fileOfSymbol } from './engineFiles'
import { factsOf } from './engineFacts'
import { findPlace } from './places'
import { readAsserts } from './readAsserts'

interface CounterpartEntry {
  readonly method: string
  readonly url: string
}

const table = counterparts as Readonly<Record<string, CounterpartEntry>>

/** A file of the engine, highlighted, with its notes and counterparts. */
export async function buildFragment(file: string, source: string): Promise<SourceFragment> {
  const { symbols, places, lines } = await factsOf(file, source)
  const own = symbols.filter(({ symbol }) => table[symbol] !== undefined)
  return {
    meta: {
      file,
      symbols: symbols.map(({ symbol, from, to }) => ({ symbol, from, to })),
      notes: notesOf(file, source),
      asserts: readAsserts(source),
      definitions: places,
      counterparts: Object.fromEntries(own.map(({ symbol }) => [symbol, counterpartOf(table[symbol]!)])),
    },
    lines,
  }
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
