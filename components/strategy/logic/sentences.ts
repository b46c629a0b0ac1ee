import type { CallError, Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import type { StrategyTexts } from '../../i18n/en/strategy'
import { summaryOf } from './stats'

/** What went wrong, in a sentence. */
export function sentenceOf({ kind, message }: CallError, { mistakes }: StrategyTexts): string {
  const kinds: Readonly<Record<string, string>> = mistakes.kinds
  return fill(kinds[kind] ?? mistakes.kinds.engine, { message })
}

/** The same with the line, where there is one. */
export function lineSentence(error: CallError, texts: StrategyTexts): string {
  const text = sentenceOf(error, texts)
  return error.line === null ? text : fill(texts.mistakes.line, { line: error.line, text })
}

/** A measurement in a sentence, for who doesn't see the charts. */
export function spoken(name: string, measurement: Measurement, { results }: StrategyTexts): string {
  const { stored, failed, imbalance, brokenKeys, keys } = summaryOf(measurement)
  return fill(results.said, { name, stored, failed, imbalance: imbalance.toFixed(2), broken: brokenKeys, keys })
}
