import type { ClientCall } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { storedIn } from '../../lesson/logic/runFacts'

/** What a call gave its caller, in a few words: `SEND_OK from broker-a`, or the exception and its message. */
export function outcomeOf(call: ClientCall, { faults }: StepperTexts): string {
  const { outcome, result } = call
  if (outcome === 'unfinished') return faults.outcomes.unfinished
  if (outcome === 'threw') return fill(faults.outcomes.threw, { error: result })
  const status = /sendStatus=(\w+)/.exec(result)?.[1]
  const queue = storedIn(call)
  if (status === undefined || queue === null) return faults.outcomes.returned
  return fill(faults.outcomes.sent, { status, broker: queue.broker })
}

/** The same as short as it gets: the status with the broker, or the exception's name. */
export function shortOutcomeOf(call: ClientCall, texts: StepperTexts): string {
  if (call.outcome !== 'threw') return outcomeOf(call, texts)
  return /^\w+/.exec(call.result)?.[0] ?? call.result
}
