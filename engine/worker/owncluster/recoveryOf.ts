import type { TraceEventOf } from '../../trace/events'
import type { LedgerEntry } from './Ledger'
import type { OwnRecovery } from './ownProtocol'

/** More are counted, but not listed. */
const MAX_LISTED = 100

/** What the page says of a start. `lostEver`: how many acknowledged messages were lost, over all lives of the disk. */
export function recoveryOf(
  { how, from, records, dispatched, path, position, discarded }: TraceEventOf<'store-recovered'>,
  lost: readonly LedgerEntry[],
  lostEver: number,
  moment: Pick<OwnRecovery, 'after' | 'lastAliveMillis' | 'atMillis'>,
): OwnRecovery {
  const listed = lost.slice(0, MAX_LISTED)
  const lostMessages = listed.map(({ keys, queueId, queueOffset }) => ({ keys, queueId, queueOffset }))
  const losses = { lost: lost.length, lostEver, lostMessages }
  return { ...moment, how, from, records, dispatched, path, position, discarded, ...losses }
}
