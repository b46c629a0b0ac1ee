import { SendMessageRequestHeader } from '../remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../remoting/protocol/header/SendMessageRequestHeaderV2'
import { RequestCode } from '../remoting/protocol/RequestCode'
import type { FrameField } from './protocol'

const WITH_LETTERS: ReadonlySet<string> = new Set([
  RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE, RequestCode.SEND_REPLY_MESSAGE_V2,
].map(String))
/** The bit of the flag that makes a command a response. */
const RESPONSE = 1
/** Found when the module is loaded: later a run may be recorded, in which the conversion would leave its own events. */
const LONG_NAMES = longNames()

/** Adds the long names to the fields of a header whose names are letters: `producerGroup (a)`. Leaves others as they are. */
export function nameFields(header: FrameField[]): FrameField[] {
  const valueOf = (name: string): string => header.find((field) => field.name === name)?.value ?? ''
  const isResponse = (Number(valueOf('flag')) & RESPONSE) !== 0
  if (isResponse || !WITH_LETTERS.has(valueOf('code'))) return header
  return header.map((field) => {
    return field.name === 'extFields' ? { ...field, children: field.children?.map(withLongName) ?? [] } : field
  })
}

function withLongName(field: FrameField): FrameField {
  const longName = LONG_NAMES.get(field.name)
  return longName === undefined ? field : { ...field, name: `${longName} (${field.name})` }
}

/** Each letter’s long name: the conversion is given the name of each field as its value. */
function longNames(): ReadonlyMap<string, string> {
  const names = Object.fromEntries(Object.keys(SendMessageRequestHeader.fields).map((name) => [name, name]))
  const v1 = Object.assign(new SendMessageRequestHeader(), names)
  const v2 = SendMessageRequestHeaderV2.createSendMessageRequestHeaderV2(v1)
  return new Map(SendMessageRequestHeaderV2.fastFields.map((letter) => [letter, String(v2[letter])]))
}
