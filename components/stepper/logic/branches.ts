import type { ClientCall, Cursor, Intervention, Moment, RunKey, RunModel, PlaceInRun, SelectorName } from '../../../engine/worker/protocol'

/** Why there is a branch. */
export type BranchCause =
  | { readonly type: 'start' }
  /** Somebody sent a link to it. */
  | { readonly type: 'link' }
  | { readonly type: 'fault'; readonly intervention: Intervention }
  | { readonly type: 'selector'; readonly selector: SelectorName | null }
  /** Another option at one point of the scenario; the label is in the reader's language. */
  | { readonly type: 'variant'; readonly label: string }
  /** The reader's own strategy, which is in the key. */
  | { readonly type: 'code' }

/** A run among the runs that the reader has made, and where the reader is in it. */
export interface Branch {
  readonly id: string
  readonly key: RunKey
  readonly cause: BranchCause
  /** Null for the run that the lesson begins with. */
  readonly parent: string | null
  /** The event up to which it equals its parent; null when it differs from the start. */
  readonly forkedAt: Cursor | null
  readonly model: RunModel
  readonly cursor: Cursor
}

/** The run of a scenario in which nothing is broken and nothing chosen. */
export function undisturbed(scenario: string, seed: number): RunKey {
  return { scenario, seed, interventions: [], selector: null }
}

/** Equal for equal keys. */
export function branchId(key: RunKey): string {
  const { scenario, seed, interventions, selector, variants = null, code = null, load = null } = key
  const faults = interventions.map(({ slice, fault }) => [slice, ...Object.values(fault)])
  const own = code === null && load === null ? [] : [code, load]
  return JSON.stringify([scenario, seed, selector, faults, ...own, ...(variants === null ? [] : [{ variants }])])
}

/** The same run with another choice of the queue: one of the engine's, the reader's code, or the producer's own way. */
export function keyWith({ scenario, seed, interventions, variants, load }: RunKey, choice: Choice): RunKey {
  const { selector = null, code = null } = choice
  const key = { scenario, seed, interventions, selector, ...(variants === undefined ? {} : { variants }) }
  return { ...key, ...(code === null ? {} : { code }), ...(load === null || load === undefined ? {} : { load }) }
}

/** The same run with another option at one point of its scenario; null for the one that the scenario has. */
export function variantKey(key: RunKey, name: string, option: string | null): RunKey {
  const { [name]: _old, ...others } = key.variants ?? {}
  const chosen = Object.entries(option === null ? others : { ...others, [name]: option })
  const { variants: _variants, ...rest } = key
  if (chosen.length === 0) return rest
  return { ...rest, variants: Object.fromEntries(chosen.sort(([one], [other]) => (one < other ? -1 : 1))) }
}

/** Neither of them: the producer's own way. */
export interface Choice {
  readonly selector?: SelectorName | null
  readonly code?: string | null
}

/**
 * The run in which the fault happens as well. What had been broken later than this slice lies in the future of another
 * run and is left out.
 */
export function forkedKey(key: RunKey, intervention: Intervention): RunKey {
  const earlier = key.interventions.filter(({ slice }) => slice <= intervention.slice)
  return { ...key, interventions: [...earlier, intervention] }
}

/** The event of the first fault at or after the cursor; the cursor itself if the run ended before. */
export function forkEvent(model: RunModel, cursor: Cursor): Cursor {
  return model.marks.find((mark) => mark.kind === 'fault' && mark.event >= cursor)?.event ?? cursor
}

/** A branch and all that were forked from it. */
export function withDescendants(branches: readonly Branch[], id: string): ReadonlySet<string> {
  const ids = new Set([id])
  for (let grown = true; grown;) {
    grown = false
    for (const branch of branches) {
      if (branch.parent === null || !ids.has(branch.parent) || ids.has(branch.id)) continue
      ids.add(branch.id)
      grown = true
    }
  }
  return ids
}

/** The call in which the cursor is, else the last one before it, else the first. */
export function callAt(model: RunModel, cursor: Cursor): ClientCall | null {
  let found: ClientCall | null = null
  for (const call of model.calls) {
    if (call.from > cursor) break
    found = call
  }
  return found ?? model.calls[0] ?? null
}

/** The beginning of the call of another run with the same number as the one at the cursor. */
export function sameCall(model: RunModel, cursor: Cursor, other: RunModel): Cursor {
  const call = callAt(model, cursor)
  const index = call === null ? -1 : model.calls.indexOf(call)
  return other.calls[index]?.from ?? Math.min(cursor, other.events - 1)
}

/** How far a run is to be there before it is shown: where its reader begins, and where it has been broken. */
export function firstLook({ interventions }: RunKey, place: PlaceInRun | null): PlaceInRun | null {
  const broken = Math.max(-1, ...interventions.map(({ slice }) => slice))
  return broken > (place?.slice ?? -1) ? { slice: broken, offset: 0 } : place
}

export function placeOf({ slice, offset }: Moment): PlaceInRun {
  return { slice, offset }
}

/** Without the run that the new one takes the place of: one with the reader's code as well, of which no other has come. */
export function withoutOlder(branches: readonly Branch[], old: string | null, next: string | null): readonly Branch[] {
  const older = branches.find(({ id }) => id === old)
  if (older === undefined || older.cause.type !== 'code' || old === next) return branches
  const hasOthers = branches.some(({ id, parent }) => parent === old && id !== next)
  if (hasOthers) return branches
  return branches.flatMap((branch) => {
    if (branch.id === old) return []
    return branch.parent === old ? [{ ...branch, parent: older.parent }] : [branch]
  })
}
