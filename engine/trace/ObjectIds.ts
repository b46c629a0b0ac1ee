/**
 * Numbers objects in order of first sight, so that the same run gives the same object the same number.
 *
 * Methods are recorded at every level of detail, captured variables only where somebody looks. So that an object keeps
 * its number when the run is repeated with more detail, there are two sequences: one for objects seen as the `this` of
 * a method (1, 2, 3, …), and one for those that only ever were a value (-1, -2, -3, …). An object first seen as a value
 * that later has a method called gets its number of the first kind then, and {@link resolve} gives it for the earlier
 * sights too.
 */
export class ObjectIds {
  private readonly selves: WeakMap<object, number>
  private readonly values: WeakMap<object, number>
  /** Value number → the number as `this` that the object got later. */
  private readonly laterNames: Map<number, number>
  private selfCount: number
  private valueCount: number

  constructor() {
    this.selves = new WeakMap()
    this.values = new WeakMap()
    this.laterNames = new Map()
    this.selfCount = 0
    this.valueCount = 0
  }

  /** How many objects have had a method called. */
  get size(): number {
    return this.selfCount
  }

  /** The number of an object whose method is being called. */
  self(object: object): number {
    const known = this.selves.get(object)
    if (known !== undefined) return known
    const id = ++this.selfCount
    this.selves.set(object, id)
    const asValue = this.values.get(object)
    if (asValue !== undefined) this.laterNames.set(asValue, id)
    return id
  }

  /** The number of an object seen as a value, so far. */
  value(object: object): number {
    const self = this.selves.get(object)
    if (self !== undefined) return self
    const known = this.values.get(object)
    if (known !== undefined) return known
    const id = -++this.valueCount
    this.values.set(object, id)
    return id
  }

  /** The final number for one that {@link value} gave. */
  resolve(id: number): number {
    return this.laterNames.get(id) ?? id
  }
}
