import type { Cursor, Mark, RunModel } from '../../../engine/worker/protocol'

/** The first event of a run that its parent doesn't have at that place and time; null when all of them are the same. */
export function whereRunsPart(parent: RunModel, model: RunModel): Cursor | null {
  for (const [index, mark] of model.marks.entries()) {
    const other = parent.marks[index]
    if (other === undefined || !isSame(mark, other)) return mark.event
  }
  return parent.marks.length > model.marks.length ? model.events - 1 : null
}

function isSame(one: Mark, other: Mark): boolean {
  return one.time === other.time && one.node === other.node && JSON.stringify(one.data) === JSON.stringify(other.data)
}
