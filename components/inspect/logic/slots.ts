import type { ChangeFound, ValueSlot, ValueTree, Variable } from '../../../engine/worker/protocol'
import type { StepperTexts } from '../../i18n/en/stepper'
import { fill } from '../../i18n/fill'
import { pathKey, PAGE, type OpenValues } from './openValues'

/** The nearest object around a value that has a number, and how long its own path is. */
export interface Owner {
  readonly object: number
  readonly depth: number
}

/** Of what is within a value. Only objects whose methods were called have the same number in every repetition of the run. */
export function ownerWithin({ objectId = 0 }: ValueTree, path: readonly string[], around: Owner | null): Owner | null {
  return objectId > 0 ? { object: objectId, depth: path.length } : around
}

/** Where a value is: in an object, which any thread may change, or else in a variable of the call. */
export function slotOf(path: readonly string[], owner: Owner | null): ValueSlot {
  return owner === null ? { object: null, path } : { object: owner.object, path: path.slice(owner.depth) }
}

/** Can it be followed? What a call has given back is nowhere, unless it is in an object that has a number. */
export function canChange([root = '']: readonly string[], owner: Owner | null): boolean {
  return owner !== null || (root !== 'return' && root !== 'throw')
}

/** A slot of an object that the reader follows from call to call, and what is open so that it is seen. */
export interface FoundSlot {
  readonly open: OpenValues
  /** Of its line. */
  readonly path: readonly string[]
}

/** Where the slot is among the variables of another call; null when its object is none of them. */
export function findSlot(slot: ValueSlot, variables: readonly Variable[]): FoundSlot | null {
  const holder = variables.find(({ value }) => slot.object !== null && value.objectId === slot.object)
  if (holder === undefined) return null
  const path = [holder.name, ...slot.path]
  return { path, open: new Map(slot.path.map((_, index) => [pathKey(path.slice(0, index + 1)), PAGE])) }
}

/** Why there is no place to go to. */
export function noChange(
  { noChange: texts }: StepperTexts['inspect'], name: string, { object }: ValueSlot, back: boolean, found: ChangeFound,
): string {
  if (object === null) return fill(back ? texts.callBefore : texts.callNext, { name })
  if (!back) return fill(texts.runNext, { name })
  return fill(found.isFromBirth ? texts.runBefore : texts.runBeforeNumber, { name, id: object })
}
