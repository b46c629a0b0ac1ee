import { fileOfSymbol, readEngineFile } from './engineFiles'
import { readSymbols } from './readSymbols'
import type { SourceSymbol } from './readSymbols'

/** A lesson or a note names a place that is not in the engine. */
export class NoSuchPlace extends Error {
  readonly place: string

  constructor(place: string, reason: string) {
    super(`${place}: ${reason}`)
    this.name = 'NoSuchPlace'
    this.place = place
  }
}

export interface SourcePlace {
  readonly file: string
  readonly symbol: SourceSymbol
  /** The line of the text that was asked for, otherwise that of the symbol's name. */
  readonly line: number
}

/** `symbol`, `symbol@text of a line`, each perhaps followed by `~2` for the second call. */
const PLACE = /^(?<symbol>[^@~]+)(?:@(?<text>[^~]+))?(?:~(?<nth>\d+))?$/

/**
 * Where a symbol, or the first line with a text in it, is today.
 *
 * @throws NoSuchPlace
 */
export function findPlace(place: string, read: (file: string) => string | null = readEngineFile): SourcePlace {
  const { symbol, text } = PLACE.exec(place)?.groups ?? {}
  if (symbol === undefined) throw new NoSuchPlace(place, 'a place is a symbol, perhaps with @ and a text')
  const file = fileOfSymbol(symbol)
  const source = read(file)
  if (source === null) throw new NoSuchPlace(place, `there is no ${file}`)
  const found = readSymbols(file, source).find((each) => each.symbol === symbol)
  if (found === undefined) throw new NoSuchPlace(place, `${file} has no ${symbol}`)
  if (text === undefined) return { file, symbol: found, line: found.line }
  const index = source.split('\n').slice(found.line - 1, found.to).findIndex((line) => line.includes(text))
  if (index < 0) throw new NoSuchPlace(place, `no line of ${symbol} has “${text}” in it`)
  return { file, symbol: found, line: found.line + index }
}

/**
 * The anchor as the run understands it: with the number of a line in place of its text.
 *
 * @throws NoSuchPlace
 */
export function toRunAnchor(anchor: string, read?: (file: string) => string | null): string {
  const { symbol, text, nth } = PLACE.exec(anchor)?.groups ?? {}
  const place = findPlace(anchor, read)
  return `${symbol ?? anchor}${text === undefined ? '' : `:${place.line}`}${nth === undefined ? '' : `~${nth}`}`
}

/** The line of a place; 1 when it is gone, of which a test tells. */
export function lineOf(place: string): number {
  try {
    return findPlace(place).line
  } catch {
    return 1
  }
}
