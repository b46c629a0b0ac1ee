import MiniSearch, { type AsPlainObject, type Options, type Query } from 'minisearch'
import { indexTerms, queryTerms, type QueryTerm } from './terms'

export const GROUPS = ['questions', 'lessons', 'reference', 'runs', 'pages', 'source'] as const

export type FoundGroup = (typeof GROUPS)[number]

/** Something that can be found. */
export interface SearchEntry {
  readonly group: FoundGroup
  readonly title: string
  /** What is shown of it, and searched. */
  readonly text: string
  /** What it is also found by, and not shown. */
  readonly also?: string
  /** Where it is, in words: the lesson of a step, the file of a method. */
  readonly where?: string
  /** After the language and its slash. */
  readonly path: string
}

/** An index as it lies on the server: entries by their numbers. */
export interface StoredIndex {
  readonly entries: readonly SearchEntry[]
  readonly index: AsPlainObject
}

export interface OpenIndex {
  readonly entries: readonly SearchEntry[]
  readonly index: MiniSearch<IndexedEntry>
}

interface IndexedEntry {
  readonly id: number
  readonly title: string
  readonly also: string
  readonly text: string
}

/** The same when an index is made and when it is opened. */
const OPTIONS: Options<IndexedEntry> = {
  fields: ['title', 'also', 'text'],
  tokenize: indexTerms,
  processTerm: (term) => term,
}

export function makeIndex(entries: readonly SearchEntry[]): StoredIndex {
  const index = new MiniSearch(OPTIONS)
  index.addAll(entries.map(({ title, also = '', text, where = '' }, id) => ({ id, title, also: `${also} ${where}`, text })))
  // What is only searched need not be sent a second time.
  return { entries: entries.map(({ also: _, ...shown }) => shown), index: index.toJSON() }
}

export function openIndex({ entries, index }: StoredIndex): OpenIndex {
  return { entries, index: MiniSearch.loadJS(index, OPTIONS) }
}

export interface Hit {
  readonly entry: SearchEntry
  readonly score: number
  /** The words of the entry that were meant, to be marked in it. */
  readonly words: readonly string[]
}

export interface HitGroup {
  readonly group: FoundGroup
  readonly hits: readonly Hit[]
  /** How many there are in all, shown or not. */
  readonly count: number
}

const MOST_IN_GROUP = 6
/** An index of names has short entries, which score high. */
const OF_SOURCE = 0.6
const EXACT = 3

/** What is found in all indexes, in groups; the group with the best hit comes first. Empty for a query without words. */
export function search(indexes: readonly OpenIndex[], query: string): HitGroup[] {
  const terms = queryTerms(query)
  if (terms.length === 0) return []
  const strict = hitsOf(indexes, query, terms, 'AND')
  const hits = strict.length > 0 ? strict : hitsOf(indexes, query, terms, 'OR')
  const groups = GROUPS.map((group) => {
    const own = hits.filter(({ entry }) => entry.group === group)
    return { group, hits: own.slice(0, MOST_IN_GROUP), count: own.length }
  })
  const best = (group: HitGroup): number => group.hits[0]?.score ?? 0
  return groups.filter(({ count }) => count > 0).sort((one, other) => best(other) - best(one))
}

function hitsOf(indexes: readonly OpenIndex[], query: string, terms: readonly QueryTerm[], combineWith: 'AND' | 'OR'): Hit[] {
  const asked = query.trim().toLowerCase()
  const combination: Query = { combineWith, queries: terms.map(queryOf) }
  const hits = indexes.flatMap(({ entries, index }) => {
    return index.search(combination, { boost: { title: 4, also: 3 } }).map((result) => {
      const entry = entries[result.id as number]!
      return { entry, score: result.score * weightOf(entry, asked), words: result.terms }
    })
  })
  return hits.sort((one, other) => other.score - one.score)
}

function weightOf({ group, title }: SearchEntry, asked: string): number {
  const isNamed = title.toLowerCase() === asked || title.toLowerCase().split(/[#.]/).at(-1) === asked
  return (group === 'source' ? OF_SOURCE : 1) * (isNamed ? EXACT : 1)
}

/** A word as it is, as a beginning, or with a slip; or else all of its parts. */
function queryOf({ whole, parts, isHan }: QueryTerm): Query {
  const length = [...whole].length
  const itself: Query = {
    queries: [whole], prefix: isHan || length > 2, fuzzy: isHan || length < 5 ? false : 0.2, maxFuzzy: 2,
  }
  if (parts.length === 0) return itself
  return { combineWith: 'OR', queries: [itself, { combineWith: 'AND', queries: [...parts] }] }
}
