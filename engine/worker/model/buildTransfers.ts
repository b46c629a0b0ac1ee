import type { PlacedEvent } from './buildMarks'

/** What went from a master to its slave or back, from the moment it left until it was there. */
export interface Transfer {
  readonly sent: PlacedEvent
  /** Null when it never arrived. */
  readonly arrived: PlacedEvent | null
  readonly from: string
  readonly to: string
  /** `HA 198 B @ 1024`: a stretch of the log and where it begins; `HA ack 1222`: how far the slave has come. */
  readonly label: string
}

/**
 * Matches what was sent with what was received, as for frames. Heartbeats are left out: a transfer without a byte of the
 * log, an acknowledgement that says what the last one said.
 */
export function buildTransfers(events: readonly PlacedEvent[]): Transfer[] {
  const arrivals = new Map<string, PlacedEvent[]>()
  for (const event of events) {
    if (!isReplication(event) || event.data['side'] !== 'received') continue
    const key = directionOf(event)
    const list = arrivals.get(key) ?? []
    list.push(event)
    arrivals.set(key, list)
  }
  const counts = new Map<string, number>()
  const acknowledged = new Map<string, number>()
  const transfers: Transfer[] = []
  for (const sent of events) {
    if (!isReplication(sent) || sent.data['side'] !== 'sent') continue
    const key = directionOf(sent)
    const index = counts.get(key) ?? 0
    counts.set(key, index + 1)
    const { type, offset, length } = sent.data
    const isNews = type === 'ha-ack' ? acknowledged.get(key) !== offset : length !== 0
    if (type === 'ha-ack') acknowledged.set(key, Number(offset))
    if (!isNews) continue
    const label = type === 'ha-ack' ? `HA ack ${String(offset)}` : `HA ${String(length)} B @ ${String(offset)}`
    const arrived = arrivals.get(key)?.[index] ?? null
    transfers.push({ sent, arrived, from: String(sent.data['from']), to: String(sent.data['to']), label })
  }
  return transfers
}

function isReplication({ data }: PlacedEvent): boolean {
  return data.type === 'ha-transfer' || data.type === 'ha-ack'
}

function directionOf({ data }: PlacedEvent): string {
  return `${String(data['connection'])} ${String(data['from'])}`
}
