import { fill } from '../../i18n/fill'
import type { StepperTexts as Texts } from '../../i18n/en/stepper'
import { tenths, type ConsumersView } from '../../queues/logic/queuesAt'

/** A line within the sign of a node. */
export interface NodeNote {
  readonly text: string
  /** Nothing is going on there. */
  readonly isQuiet: boolean
}

/** What the names of these threads begin with; the rest tells them apart. */
const LISTENERS_THREAD = 'ConsumeMessage'

/**
 * By node: the pulls that wait there, and the threads that call a listener.
 *
 * @param most a node at which more pulls wait than this has one line for all of them
 */
export function notesOf(
  { pulls, threads }: ConsumersView, { queues: texts }: Texts, most = Infinity,
): Map<string, readonly NodeNote[]> {
  const notes = new Map<string, readonly NodeNote[]>()
  const add = (node: string, text: string, isQuiet: boolean): void => {
    notes.set(node, [...(notes.get(node) ?? []), { text, isQuiet }])
  }
  for (const { node, from, topic, queueId, left } of pulls) {
    const here = pulls.filter((each) => each.node === node).length
    if (here > most) {
      if (!notes.has(node)) add(node, fill(texts.waitMany, { n: here }), false)
      continue
    }
    add(node, fill(texts.waits, { from, topic, queueId, time: `${tenths(left)} s` }), false)
  }
  for (const { node, thread, message } of [...threads].sort((one, other) => one.thread.localeCompare(other.thread))) {
    add(node, `${thread.replace(LISTENERS_THREAD, '')} ▸ ${message ?? texts.idle}`, message === null)
  }
  return notes
}
