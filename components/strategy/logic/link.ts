import type { Load } from '../../../engine/cluster/Load'
import type { RunPlace } from './LabState'
import { decodeLoad, encodeLoad } from './load'
import { MAX_LINK, packed, unpacked } from './packing'

/** What a link of this page carries. */
export interface StrategyLink<L = Load> {
  readonly load: L
  readonly seed: number
  /** The built-in to compare with; null when that was the reader's own code, of which a link has only one. */
  readonly against: string | null
  readonly shown: { readonly code: string } | { readonly builtIn: string }
  /** Where one is stepping, if one is. */
  readonly place?: RunPlace | null
  /** The link was made with another version of the engine, by which the outcome may differ. */
  readonly isOfOtherEngine?: true
}

export const STRATEGY_LINK_VERSION = 1
const NAME = /^[a-z-]{1,32}$/

/** `k=…&l=300.skewed.40.2.4.nothing&seed=1&a=round-robin&c=4711.3&e=4351fa1a&v=1`, without the number sign; null when it is too long. */
export function encodeStrategyLink(link: StrategyLink): string | null {
  return encodeCodeLink(link, encodeLoad)
}

/** The same for any kind of code, whose loads are written by `encode`. */
export function encodeCodeLink<L>(link: StrategyLink<L>, encode: (load: L) => string): string | null {
  const { load, seed, against, shown, place = null } = link
  const subject = 'code' in shown ? `k=${packed(shown.code)}` : `b=${shown.builtIn}`
  const parts = [subject, `l=${encode(load)}`, `seed=${seed}`]
  if (against !== null) parts.push(`a=${against}`)
  if (place !== null) parts.push(`c=${place.slice}.${place.offset}`)
  const engine = process.env.NEXT_PUBLIC_ENGINE_VERSION
  if (engine !== undefined) parts.push(`e=${engine}`)
  const text = [...parts, `v=${STRATEGY_LINK_VERSION}`].join('&')
  return text.length > MAX_LINK ? null : text
}

/** `absent`: there is no link, which is no mistake. Takes nothing on trust. */
export function decodeStrategyLink(hash: string, builtIns: readonly string[]): StrategyLink | 'absent' | 'malformed' {
  return decodeCodeLink(hash, builtIns, decodeLoad)
}

/** The same for any kind of code, whose loads `decode` reads; null for what is none. */
export function decodeCodeLink<L>(
  hash: string,
  builtIns: readonly string[],
  decode: (text: string) => L | null,
): StrategyLink<L> | 'absent' | 'malformed' {
  const text = hash.replace(/^#/, '')
  if (!/(^|&)v=/.test(text)) return 'absent'
  if (text.length > MAX_LINK) return 'malformed'
  const fields = new Map(text.split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]))
  const load = decode(fields.get('l') ?? '')
  const seed = /^\d{1,9}$/.test(fields.get('seed') ?? '') ? Number(fields.get('seed')) : null
  const shown = shownIn(fields, builtIns)
  const against = fields.get('a') ?? null
  const place = placeIn(fields.get('c'))
  const isKnown = against === null || isBuiltIn(against, builtIns)
  if (fields.get('v') !== String(STRATEGY_LINK_VERSION) || load === null || seed === null || shown === null || !isKnown) return 'malformed'
  if (place === undefined) return 'malformed'
  const engine = fields.get('e')
  if (engine !== undefined && !/^[0-9a-f]{8}$/.test(engine)) return 'malformed'
  const own = process.env.NEXT_PUBLIC_ENGINE_VERSION
  const made = engine !== undefined && own !== undefined && engine !== own ? { isOfOtherEngine: true as const } : {}
  return { load, seed, against, shown, ...(place === null ? {} : { place }), ...made }
}

/** Undefined when it is there and wrong. */
function placeIn(text: string | undefined): RunPlace | null | undefined {
  if (text === undefined) return null
  const found = /^(\d{1,9})\.(\d{1,9})$/.exec(text)
  return found === null ? undefined : { slice: Number(found[1]), offset: Number(found[2]) }
}

function shownIn(fields: ReadonlyMap<string, string>, builtIns: readonly string[]): StrategyLink['shown'] | null {
  const name = fields.get('b')
  if (name !== undefined) return isBuiltIn(name, builtIns) ? { builtIn: name } : null
  const code = unpacked(fields.get('k') ?? '')
  return code === null ? null : { code }
}

function isBuiltIn(name: string, builtIns: readonly string[]): boolean {
  return NAME.test(name) && builtIns.includes(name)
}
