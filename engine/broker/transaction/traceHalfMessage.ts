import type { MessageExt } from '../../common/message/MessageExt'
import type { Process } from '../../kernel/Process'
import type { HalfMessageEvent } from '../../trace/events'

type HalfMessageFate = Exclude<HalfMessageEvent['what'], 'noted' | 'put-back'>

/** Tells the trace what a broker has done about a half message. Ours: only a picture wants to know. */
export function traceHalfMessage({ kernel, name }: Process, what: HalfMessageFate, msg: MessageExt, to = ''): void {
  if (!kernel.wants('half-message')) return
  const { queueOffset } = msg
  kernel.emit({ type: 'half-message', process: name, what, queueOffset, was: queueOffset, keys: msg.getKeys() ?? '', to })
}

/** Tells it that a copy of a half message lies at the end of the queue, and takes its place. */
export function tracePutBack({ kernel, name }: Process, msg: MessageExt, queueOffset: number): void {
  if (!kernel.wants('half-message')) return
  const { queueOffset: was } = msg
  kernel.emit({ type: 'half-message', process: name, what: 'put-back', queueOffset, was, keys: msg.getKeys() ?? '', to: '' })
}

/** Tells it that these half messages are on record as dealt with. */
export function traceNoted({ kernel, name }: Process, queueOffsets: readonly string[]): void {
  if (!kernel.wants('half-message')) return
  for (const queueOffset of queueOffsets.map(Number)) {
    kernel.emit({ type: 'half-message', process: name, what: 'noted', queueOffset, was: queueOffset, keys: '', to: '' })
  }
}
