import type { PlacedEvent } from './buildMarks'

/** A frame on its way: from where it was sent to where it arrived, if it did. */
export interface FrameJourney {
  readonly sent: PlacedEvent
  readonly arrived: PlacedEvent | null
  readonly bytes: Uint8Array
  readonly from: string
  readonly to: string
  readonly code: number
  readonly isResponse: boolean
  readonly opaque: number
}

/**
 * Matches what was sent with what arrived. Frames of one direction of one connection arrive in the order in which they
 * were sent, so the n-th sent is the n-th received.
 */
export function buildFrames(events: readonly PlacedEvent[]): FrameJourney[] {
  const arrivals = new Map<string, PlacedEvent[]>()
  for (const event of events) {
    if (event.data.type !== 'frame-received') continue
    const key = directionOf(event)
    const list = arrivals.get(key) ?? []
    list.push(event)
    arrivals.set(key, list)
  }
  const used = new Map<string, number>()
  return events.filter(({ data }) => data.type === 'frame-sent').map((sent) => {
    const key = directionOf(sent)
    const index = used.get(key) ?? 0
    used.set(key, index + 1)
    return {
      sent,
      arrived: arrivals.get(key)?.[index] ?? null,
      bytes: sent.data['bytes'] as Uint8Array,
      from: String(sent.data['from']),
      to: String(sent.data['to']),
      code: Number(sent.data['code']),
      isResponse: sent.data['isResponse'] === true,
      opaque: Number(sent.data['opaque']),
    }
  })
}

function directionOf({ data }: PlacedEvent): string {
  return `${String(data['connection'])} ${String(data['from'])}`
}

/** For each response the request code that it answers, by connection and opaque. */
export function requestCodes(frames: readonly FrameJourney[]): ReadonlyMap<FrameJourney, number> {
  const pending = new Map<string, number>()
  const codes = new Map<FrameJourney, number>()
  for (const frame of frames) {
    const key = `${String(frame.sent.data['connection'])} ${frame.opaque}`
    if (!frame.isResponse) {
      pending.set(`${key} ${frame.from}`, frame.code)
      codes.set(frame, frame.code)
    } else {
      codes.set(frame, pending.get(`${key} ${frame.to}`) ?? 0)
    }
  }
  return codes
}
