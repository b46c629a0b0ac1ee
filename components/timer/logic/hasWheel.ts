import type { RunModel } from '../../../engine/worker/protocol'

const TYPES: ReadonlySet<unknown> = new Set(['timer-enqueued', 'timer-dequeued', 'timer-recovered'])

/** Is there anything to be told of a timing wheel? */
export function hasWheel({ marks }: RunModel): boolean {
  return marks.some(({ data }) => TYPES.has(data['type']))
}
