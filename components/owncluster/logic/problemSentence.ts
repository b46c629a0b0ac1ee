import type { StoreProblem } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import type { OwnTexts } from '../../i18n/en/own'
import { grouped } from '../../stepper/logic/format'

interface ProblemSentence {
  readonly where: string
  readonly what: string
}

/** Where something is wrong with an archive, and what. */
export function problemSentence(problem: StoreProblem, texts: OwnTexts): ProblemSentence {
  const { path, position, values } = problem
  const where = position === null ? path : fill(texts.place, { path, position: grouped(position) })
  return { where, what: fill(sentenceOf(problem, texts), values) }
}

/** The text for the reason given, else for something that is known or is zero (`no-…`), else for how bad it is. */
function sentenceOf({ code, level, values }: StoreProblem, { problems }: OwnTexts): string {
  const sentences: Readonly<Record<string, string>> = problems[code]
  const known = Object.entries(values).map(([name, value]) => (value === 0 ? `no-${name}` : name))
  const variant = [String(values['reason']), ...known, level].find((each) => Object.hasOwn(sentences, each))
  return sentences[variant ?? 'any'] ?? ''
}
