// @notrace-file: it remembers what it has computed, so what runs here depends on what ran before.
import { spreadHash } from './spreadHash'

/** A power of two. */
const PLACES = 256

/** Names in the order in which they were put in, and in that of a table with `buckets + 1` buckets. */
interface KnownOrder {
  readonly names: readonly string[]
  readonly buckets: number
  readonly order: readonly string[]
}

/**
 * The orders of small hash maps. Each message has the same few properties and header fields as the one before, so their order is
 * worked out once. Sets of names that meet at the same place push each other out.
 */
export class KnownOrders {
  private readonly known: Array<KnownOrder | null>

  constructor() {
    this.known = new Array<KnownOrder | null>(PLACES).fill(null)
  }

  /** The keys, by bucket and inside a bucket by age. */
  of(values: ReadonlyMap<string, unknown>, buckets: number): readonly string[] {
    let place = buckets
    for (const name of values.keys()) place = (place * 31 + name.length * 7 + name.charCodeAt(0)) | 0
    place &= PLACES - 1
    const known = this.known[place]!
    if (known !== null && known.buckets === buckets && isSame(known.names, values)) return known.order
    const names = [...values.keys()]
    const order = inOrder(names, buckets)
    this.known[place] = { names, buckets, order }
    return order
  }
}

function isSame(names: readonly string[], values: ReadonlyMap<string, unknown>): boolean {
  if (names.length !== values.size) return false
  let index = 0
  for (const name of values.keys()) if (names[index++] !== name) return false
  return true
}

function inOrder(names: readonly string[], buckets: number): string[] {
  const keys: string[] = []
  const places: number[] = []
  for (const name of names) {
    const place = spreadHash(name) & buckets
    let index = keys.length
    for (; index > 0 && places[index - 1]! > place; index--) {
      keys[index] = keys[index - 1]!
      places[index] = places[index - 1]!
    }
    keys[index] = name
    places[index] = place
  }
  return keys
}
