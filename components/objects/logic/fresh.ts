import type { ShownObject } from '../../../engine/worker/protocol'

/** The objects of a node at a moment of a run. */
export interface ObjectPicture {
  /** Id of the branch. */
  readonly run: string
  readonly node: string
  readonly event: number
  readonly objects: readonly ShownObject[]
}

/**
 * Keys of what was not there in the picture before, earlier in the same run. What may have been folded away there counts as known.
 */
export function freshIn(now: ObjectPicture, before: ObjectPicture | null): ReadonlySet<string> {
  if (before?.run !== now.run || before.node !== now.node || before.event >= now.event) return new Set()
  const old = new Map(before.objects.map((each) => [each.key, each]))
  const fresh = new Set<string>()
  for (const each of now.objects) {
    const known = old.get(each.key)
    const mayBeFolded = each.parent !== null && !fresh.has(each.parent) && (old.get(each.parent)?.hidden ?? 0) > 0
    if (known === undefined ? !mayBeFolded : isOther(known, each)) fresh.add(each.key)
  }
  return fresh
}

/** An object gets its number when one of its methods is called first, which makes it no other. */
function isOther(one: ShownObject, other: ShownObject): boolean {
  const isNumbered = one.objectId > 0 && other.objectId > 0
  return one.className !== other.className || (isNumbered && one.objectId !== other.objectId)
}
