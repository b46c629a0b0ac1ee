import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { seconds } from '../../stepper/logic/format'
import type { Takeover } from './takeovers'

/** Who takes over from whom, how long nobody had the queue, what was in flight, and what is consumed twice. */
export function takeoverSentence(
  { topic, queue, from, to, isDeath, gap, inFlight, twice }: Takeover, { queues: texts }: Pick<StepperTexts, 'queues'>,
): string {
  const pause = gap === 0 ? texts.atOnce : fill(gap > 0 ? texts.gap : texts.both, { time: seconds(Math.abs(gap)) })
  const parts = [
    fill(isDeath ? texts.fromDead : texts.from, { topic, queue, from, to }),
    pause,
    inFlight.length === 0 ? texts.noFlight : fill(texts.inFlight, { n: inFlight.length, offsets: inFlight.join(', ') }),
    twice.length === 0 ? texts.noneTwice : fill(texts.twice, { n: twice.length, offsets: twice.join(', ') }),
  ]
  return `${parts.join(texts.semicolon)}${texts.period}`
}
