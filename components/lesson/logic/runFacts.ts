import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

/** What texts say of a run, read off the run. */

/** The code of the request that a send becomes. */
export const SEND_MESSAGE_V2 = 310

/** The application's sends, in order. */
export function sendsOf({ calls }: RunModel): ClientCall[] {
  return calls.filter(({ label }) => label.startsWith('producer.send'))
}

/** The application's sends of messages whose keys begin like this, in order. */
export function sendsWithKeys(run: RunModel, keys: string): ClientCall[] {
  const started = ofType(run.marks, 'client-call-started')
  const begun = started.filter(({ data }) => String(data['label']).startsWith('producer.send'))
  return sendsOf(run).filter((_, index) => String(begun[index]?.data['keys']).startsWith(keys))
}

/** The first of them. */
export function sendWith(run: RunModel, keys: string): ClientCall | undefined {
  return sendsWithKeys(run, keys)[0]
}

/** How long a call took, in µs; NaN, which no claim is true of, while it isn't over or when it was never made. */
export function took(call: ClientCall | undefined): number {
  return (call?.toTime ?? NaN) - (call?.fromTime ?? NaN)
}

/** What happened, anywhere, while a call was under way. */
export function during({ marks, events }: RunModel, { from, to }: ClientCall): Mark[] {
  return marks.filter(({ event }) => event >= from && event <= (to ?? events))
}

/** Events of one type. */
export function ofType(marks: readonly Mark[], type: string): Mark[] {
  return marks.filter(({ data }) => data['type'] === type)
}

/** What happened at one node. */
export function ofNode(marks: readonly Mark[], node: string): Mark[] {
  return marks.filter((mark) => mark.node === node)
}

/** The events of one type about a message, by its keys. */
export function about({ marks }: RunModel, type: string, keys: string): Mark[] {
  return ofType(marks, type).filter(({ data }) => data['keys'] === keys)
}

/** µs from one event to another; NaN, which no claim is true of, if one of them never happens. */
export function between(from: Mark | undefined, to: Mark | undefined): number {
  return from === undefined || to === undefined ? NaN : to.time - from.time
}

/** Requests of one code (such as 310 for a send), as they were sent. */
export function requests(marks: readonly Mark[], code: number): Mark[] {
  return ofType(marks, 'frame-sent').filter(({ data }) => data['code'] === code && data['isResponse'] === false)
}

/** Where a send went, if it was acknowledged. */
export function storedIn({ result }: ClientCall): { readonly broker: string; readonly queue: number } | null {
  const match = /brokerName=(.+?), queueId=(\d+)\]/.exec(result)
  return match === null ? null : { broker: match[1]!, queue: Number(match[2]) }
}

/** The states that an object has had, in order. */
export function statesOf({ marks }: RunModel, className: string, name: string): string[] {
  const changes = ofType(marks, 'state-changed').filter(({ data }) => data['className'] === className && data['name'] === name)
  return changes.map(({ data }) => String(data['to']))
}

/** µs between two events each. */
export function gapsBetween(marks: readonly Mark[]): number[] {
  return marks.slice(1).map(({ time }, index) => time - marks[index]!.time)
}

/** The send whose request had been sent to the node that was killed last, and that was not over by then; null when none was. */
export function sendHitByKill(run: RunModel): { readonly send: ClientCall; readonly node: string } | null {
  const kill = ofType(run.marks, 'process-killed').at(-1)
  const send = kill && sendsOf(run).find(({ from, to }) => from <= kill.event && kill.event <= (to ?? run.events))
  if (kill === undefined || send === undefined) return null
  const address = run.nodes.find(({ name }) => name === kill.node)?.address
  const asked = requests(during(run, send), SEND_MESSAGE_V2).some(({ event, data }) => event < kill.event && data['to'] === address)
  return asked ? { send, node: kill.node } : null
}
