import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { toFastJson } from '../FastJson'
import { CastError, longOf } from '../fastJsonCasts'
import { JsonFieldError, JsonFields, present } from '../JsonFields'
import { messageQueueOf } from './messageQueuesOf'

/**
 * Offsets of queues, as a part of a text. Their names are queues, written as objects: that is no JSON, but fastjson reads what
 * fastjson writes. `indent`: how deep the part is in a pretty text; null for one on a single line.
 */
export function queueTableText(table: MessageQueueMap<number>, indent: number | null = null): string {
  const tabs = indent === null ? '' : `\n${'\t'.repeat(indent)}`
  const entries = table.entries().map(([mq, offset]) => `${queueKeyText(mq, tabs)}:${offset}`)
  return `{${entries.join(',')}${entries.length === 0 ? '' : tabs}}`
}

/** What there is to say of each queue, as a part of a text on a single line. */
export function queueMapText<V>(table: MessageQueueMap<V>, textOfValue: (value: V) => string = toFastJson): string {
  return `{${table.entries().map(([mq, value]) => `${queueKeyText(mq)}:${textOfValue(value)}`).join(',')}}`
}

/** A queue as the name of a member. `tabs`: how its own members begin, in a pretty text. */
export function queueKeyText({ brokerName, queueId, topic }: MessageQueue, tabs = ''): string {
  const members = toFastJson({ brokerName, queueId, topic }, { pretty: tabs !== '' })
  return members.replaceAll('\n', `${tabs}\t`)
}

/** Such a part, read. @throws SyntaxError, JsonFieldError */
export function queueTableOf(fields: JsonFields, name: string): MessageQueueMap<number> {
  const table = new MessageQueueMap<number>()
  const offsets = fields.has(name) ? fields.map(name, (value) => present(longOf(value), 'a long')) : []
  for (const [key, offset] of offsets) table.set(queueOfKey(key, name), offset)
  return table
}

/** @throws SyntaxError, JsonFieldError */
export function queueOfKey(key: string, name: string): MessageQueue {
  const fields = JsonFields.parse(key)
  if (fields === null) throw new JsonFieldError(name, new CastError('a queue', null).message)
  return messageQueueOf(fields)
}
