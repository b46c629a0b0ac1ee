import type { Moment } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { seconds, shortSymbol } from './format'

/** Where the thread is, in words: method and line; of another call that is shown, where it waits. */
export function announcedPlace(moment: Moment | null, texts: StepperTexts): string {
  const frame = moment?.stack[moment.call]
  if (frame === undefined) return texts.announceElsewhere
  const sentence = moment?.call === 0 ? texts.announceStatement : texts.announceWaiting
  return fill(sentence, { symbol: shortSymbol(frame.symbol), line: frame.line })
}

/** What a screen reader says of a new moment. */
export function announcement(moment: Moment, texts: StepperTexts): string {
  return fill(texts.announce, { place: announcedPlace(moment, texts), time: seconds(moment.time) })
}
