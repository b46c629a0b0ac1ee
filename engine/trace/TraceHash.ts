import { canonicalJson } from './canonicalJson'
import type { Recording } from './Recording'

const EVENT_BYTES = 9
const MARK_BYTES = 20
const BATCH = 4096

/**
 * What a hash of a recording is made of: all events, the clock and the domain events, in an encoding that is the same
 * on every machine. Captured values are left out, so the hash is the same whether or not somebody looked at variables.
 */
export function* bytesForHash(recording: Recording): Iterable<Uint8Array> {
  yield* eventBytes(recording)
  yield* clockBytes(recording)
  for (const event of recording.domain) yield ascii(`${canonicalJson(event)}\n`)
}

/** Kind, thread, depth and site of each event: 1, 2, 2 and 4 bytes. */
function* eventBytes({ events, length }: Recording): Iterable<Uint8Array> {
  for (let start = 0; start < length; start += BATCH) {
    const count = Math.min(BATCH, length - start)
    const bytes = new Uint8Array(count * EVENT_BYTES)
    const view = new DataView(bytes.buffer)
    for (let index = 0; index < count; index++) {
      const offset = index * EVENT_BYTES
      view.setUint8(offset, events.kind(start + index))
      view.setUint16(offset + 1, events.thread(start + index))
      view.setUint16(offset + 3, events.depth(start + index))
      view.setUint32(offset + 5, events.site(start + index))
    }
    yield bytes
  }
}

/** Event, time and slice of each mark: 4, 8 and 8 bytes. */
function* clockBytes({ clock }: Recording): Iterable<Uint8Array> {
  const bytes = new Uint8Array(clock.length * MARK_BYTES)
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const [event, time, slice] of clock) {
    view.setUint32(offset, event)
    view.setFloat64(offset + 4, time)
    view.setFloat64(offset + 12, slice)
    offset += MARK_BYTES
  }
  yield bytes
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}
