import type { RunModel } from '../../../engine/worker/protocol'
import { about, ofType, sendsWithKeys } from './runFacts'

/**
 * With what the sending of a message has ended, in the run's own words: what the call gave back or threw. A call with a callback gives back
 * nothing; then it is what the broker has answered.
 *
 * @returns null when the message was never sent
 */
export function endOfSend(run: RunModel, keys: string): string | null {
  const [call] = sendsWithKeys(run, keys)
  if (call === undefined) return null
  if (call.outcome !== 'returned' || call.result !== '') return shortened(call.result)
  const [stored] = about(run, 'log-append', keys)
  if (stored === undefined) return 'void'
  const sender = run.marks.find(({ event }) => event === call.from)?.node
  const answered = ofType(run.marks, 'frame-received').some(({ node, event, data }) => {
    return node === sender && event > stored.event && data['isResponse'] === true && data['code'] === 0
  })
  return answered ? 'void; onSuccess(SEND_OK)' : 'void'
}

/** `SendResult [sendStatus=SEND_OK, msgId=…]`: the ids are long, and say nothing here. */
function shortened(result: string): string {
  return result.replace(/, msgId=.*(, queueOffset=\d+)\]$/, ', …$1]')
}
