import { ALLOCATION_TEXTS } from './allocations'
import { avoidSlow } from './avoidSlow'
import type { Both, ExerciseText } from './ExerciseText'
import { keepOrder } from './keepOrder'
import { LISTENER_TEXTS } from './listeners'
import { nearRoom } from './nearRoom'
import { spreadHotKey } from './spreadHotKey'
import { surviveBroker } from './surviveBroker'

const EXERCISES: readonly ExerciseText[] = [keepOrder, surviveBroker, spreadHotKey, nearRoom, avoidSlow]

/** By what the reader writes. */
const OF_KIND = { selector: EXERCISES, allocation: ALLOCATION_TEXTS, listener: LISTENER_TEXTS }

/** An exercise in one language. */
export interface LocalExercise {
  readonly id: string
  readonly title: string
  readonly brief: string
  readonly hints: readonly string[]
  readonly solution: string
  readonly reasons: Readonly<Record<string, string>>
}

/** All exercises, the easiest first. */
export function exercisesIn(locale: keyof Both, kind: keyof typeof OF_KIND = 'selector'): LocalExercise[] {
  return OF_KIND[kind].map(({ id, title, brief, hints, solution, reasons }) => ({
    id,
    title: title[locale],
    brief: brief[locale],
    hints: hints.map((hint) => hint[locale]),
    solution,
    reasons: Object.fromEntries(Object.entries(reasons).map(([reason, text]) => [reason, text[locale]])),
  }))
}
