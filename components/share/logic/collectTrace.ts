import type { RunModel } from '../../../engine/worker/protocol'
import { sharedWorker } from '../../stepper/logic/workerClient'

/** Events of the trace that are looked through at once: most of them are statements, which are no lines. */
const AT_ONCE = 20_000

/**
 * The run's events as JSON lines, as `npm run cluster -- --trace` writes them.
 * @param told hears how far it is, from 0 to 1, and says whether it is still wanted
 * @returns null if it was given up
 */
export async function collectTrace({ key, events }: RunModel, told: (part: number) => boolean): Promise<Blob | null> {
  const pieces: string[] = []
  for (let from: number | null = 0; from !== null;) {
    const answer: { readonly lines: string, readonly next: number | null } =
      await sharedWorker().ask({ type: 'trace-lines', key, from, count: AT_ONCE }, 'trace-lines')
    pieces.push(answer.lines)
    from = answer.next
    if (!told(from === null ? 1 : from / events)) return null
  }
  return new Blob(pieces, { type: 'application/x-ndjson' })
}
