import { annotations } from '@/content/annotations'
import counterparts from '@/content/counterparts.json'
import { differences } from '@/content/differences'
import type { Locale } from '../../i18n'
import { pathOfFile } from '../logic/sourceHref'
import { sectionsOf } from '../logic/sections'
import type { Section } from '../logic/sections'
import { callGraphOf } from './callGraph'
import type { CallGraph, CallNode, Neighbours } from './callGraph'
import { engineFacts } from './engineFacts'
import { fileOfSymbol, isWatched, readEngineFile } from './engineFiles'
import { engineImports } from './imports'
import type { Imports } from './imports'
import { findPlace } from './places'
import { isPattern, patternHref } from './patternHref'
import { readAsserts } from './readAsserts'
import { runPages } from './runPages'
import type { Mention, Watch } from './runPages'

type Words = Readonly<Record<Locale, string>>

/** What plays the same part in RocketMQ. */
export interface Original {
  /** `DefaultMQProducerImpl#sendDefaultImpl` */
  readonly method: string
  readonly lines: readonly number[]
  readonly url: string
}

/** What the page knows of a class, a method or a function. */
export interface SymbolFacts {
  readonly node: CallNode
  readonly neighbours: Neighbours
  readonly original: Original | null
  readonly difference: Words | null
  readonly watch: Watch | null
  readonly mentions: readonly Mention[]
}

/** A remark beside a line. */
export interface MarginNote {
  readonly line: number
  /** Null: it says what must hold. */
  readonly label: Words | null
  /** What must hold is said as in the source, in all languages. */
  readonly text: Words
  /** Is it about one of the four patterns? `href`: its page after the language, null while there is none. */
  readonly pattern: { readonly href: string | null } | null
}

/** A page of the source, for all languages. */
export interface FilePage {
  readonly file: string
  readonly sections: ReadonlyArray<Section<SymbolFacts>>
  /** HTML of each line; an element with `data-d` leads to the href of that number. */
  readonly lines: readonly string[]
  /** Relative to the page. */
  readonly hrefs: readonly string[]
  readonly notes: readonly MarginNote[]
  readonly imports: Imports
}

const originals = counterparts as Readonly<Record<string, Original>>
/** It is called in every second method, and says nothing of what a method is for. */
const EVERYWHERE = new Set(['kernel/assert'])

/** Everything that the page of a file shows. */
export async function filePage(file: string): Promise<FilePage> {
  const [facts, pages] = await Promise.all([engineFacts(), runPages()])
  const graph = callGraphOf(facts)
  const { lines, places } = facts.get(file)!
  const source = readEngineFile(file)!
  const symbols = graph.symbolsOf(file).map((node): SymbolFacts & { from: number; to: number } => {
    const { symbol, kind, from, to } = node
    return {
      node,
      from,
      to,
      neighbours: worthSaying(graph.neighboursOf(node)),
      original: originals[symbol] ?? null,
      difference: differences.find((each) => each.symbol === symbol)?.text ?? null,
      watch: kind === 'method' || kind === 'function' ? pages.watch(file, from, to) : null,
      mentions: pages.mentionsOf(symbol),
    }
  })
  return {
    file,
    sections: sectionsOf(symbols, source.replace(/\n$/, '').split('\n')),
    lines,
    hrefs: places.map(([target, line]) => hrefTo(file, target, fragmentAt(graph, target, line))),
    notes: notesOf(file, source),
    imports: engineImports().get(file)!,
  }
}

function worthSaying({ callers, callees, bases, overriding }: Neighbours): Neighbours {
  return { callers, callees: callees.filter(({ symbol }) => !EVERYWHERE.has(symbol)), bases, overriding }
}

/** The address of a file, or of a symbol in it, as the page of another file, or of the same one, has it. */
export function hrefTo(from: string, file: string, fragment?: string): string {
  const inSource = pathOfFile(file).replace(/^source\//, '')
  const hash = fragment === undefined ? '' : `#${fragment}`
  return file === from ? hash : `${upFrom(from).replace('../', '')}${inSource}${hash}`
}

/** From the page of a file to what all pages of a language are in. */
export function upFrom(file: string): string {
  return '../'.repeat(pathOfFile(file).split('/').length - 1)
}

/** A symbol has a name; everything else that can be defined has its line. */
export function fragmentAt(graph: CallGraph, file: string, line: number): string {
  return graph.definedAt(file, line, lineOfFile(file, line))?.anchor ?? `L${line}`
}

const texts = new Map<string, readonly string[]>()

function lineOfFile(file: string, line: number): string {
  const known = isWatched ? undefined : texts.get(file)
  const lines = known ?? (readEngineFile(file) ?? '').split('\n')
  texts.set(file, lines)
  return lines[line - 1] ?? ''
}

/** By line. A note whose line is gone must not stop the site from being built; a test tells of it. */
function notesOf(file: string, source: string): MarginNote[] {
  const notes: MarginNote[] = []
  for (const { place, label, text } of annotations) {
    if (fileOfSymbol(place.split('@')[0]!) !== file) continue
    try {
      const pattern = isPattern(label) ? { href: patternHref(label) } : null
      notes.push({ line: findPlace(place, () => source).line, label, text, pattern })
    } catch {
      continue
    }
  }
  for (const [line, { invariant, reason }] of Object.entries(readAsserts(source))) {
    const text = reason === '' ? invariant : `${invariant}. ${reason}`
    notes.push({ line: Number(line), label: null, text: { en: text, zh: text }, pattern: null })
  }
  return notes.sort((one, other) => one.line - other.line)
}
