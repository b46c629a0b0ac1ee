/** What an id ends in: time and counter, in hex. See MessageClientIDSetter. */
const TAIL_DIGITS = 12
const TAIL = /^[\dA-F]{12}$/

/**
 * Which messages have been seen, by their ids. A run may have a million of them, and a text that was cut out of a record keeps the
 * whole record alive. So an id is kept as a number, under what all ids of its producer begin with; another text as it is.
 */
export class MessageIds {
  private readonly tails: Map<string, Set<number>>
  private readonly others: Set<string>
  private count: number

  constructor() {
    this.tails = new Map()
    this.others = new Set()
    this.count = 0
  }

  get size(): number {
    return this.count
  }

  /** @returns false when it was there already */
  add(id: string): boolean {
    const isNew = this.addTo(id)
    if (isNew) this.count++
    return isNew
  }

  private addTo(id: string): boolean {
    const tail = id.slice(-TAIL_DIGITS)
    if (!TAIL.test(tail)) return added(this.others, id)
    const head = id.slice(0, -TAIL_DIGITS)
    let tails = this.tails.get(head)
    if (tails === undefined) this.tails.set(head, (tails = new Set<number>()))
    return added(tails, parseInt(tail, 16))
  }
}

function added<T>(set: Set<T>, element: T): boolean {
  const { size } = set
  return set.add(element).size > size
}
