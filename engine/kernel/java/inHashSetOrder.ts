// @notrace-file: an order of elements is as elementary here as a number.

/**
 * The elements in the order in which a java.util.HashSet walks through them: by bucket, and inside a bucket by age. For texts
 * there is JavaHashSet. `hashCode`: the same as in Java; `buckets`: how many there are at first, a power of two.
 */
export function inHashSetOrder<T>(elements: Iterable<T>, hashCode: (element: T) => number, buckets = 16): T[] {
  const all = [...elements]
  let capacity = buckets
  while (all.length > capacity * 0.75) capacity *= 2
  const placeOf = (element: T): number => {
    const hash = hashCode(element)
    return (hash ^ (hash >>> 16)) & (capacity - 1)
  }
  return all.sort((one, other) => placeOf(one) - placeOf(other))
}
