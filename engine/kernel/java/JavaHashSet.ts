import { JavaHashMap } from './JavaHashMap'

/** A set of texts that is walked through in the order in which java.util.HashSet walks. See {@link JavaHashMap}. */
export class JavaHashSet {
  private readonly elements: JavaHashMap<true>

  /** `initialCapacity`: a power of two, as in Java. */
  constructor(elements: Iterable<string> = [], initialCapacity = 16) {
    this.elements = new JavaHashMap(initialCapacity)
    for (const element of elements) this.add(element)
  }

  get size(): number {
    return this.elements.size
  }

  add(element: string): void {
    this.elements.put(element, true)
  }

  has(element: string): boolean {
    return this.elements.has(element)
  }

  delete(element: string): boolean {
    return this.elements.delete(element)
  }

  [Symbol.iterator](): Iterator<string> {
    return this.elements.keys()[Symbol.iterator]()
  }
}
