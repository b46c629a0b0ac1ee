import type { LessonStep } from './Lesson'

type Anchors = Readonly<Record<string, number | null>>

/**
 * The step that tells of a moment: the current one if that is its own moment, otherwise the one whose moment is the last
 * before it; the first step when no step's moment has come yet.
 */
export function stepAt(steps: readonly LessonStep[], anchors: Anchors, cursor: number, current: string): string {
  const own = steps.find(({ id }) => id === current)
  if (own !== undefined && anchors[own.anchor] === cursor) return current
  let best: LessonStep | undefined
  let bestEvent = -1
  for (const step of steps) {
    const event = anchors[step.anchor] ?? null
    if (event === null || event > cursor || event < bestEvent) continue
    best = step
    bestEvent = event
  }
  return (best ?? steps[0])?.id ?? current
}
