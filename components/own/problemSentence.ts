import type { StoreProblem } from '../../engine/worker/own/ownProtocol'
import { fill } from '../i18n/fill'
import type { OwnTexts } from '../i18n/own.en'
import { grouped } from '../stepper/format'

interface ProblemSentence {
  readonly where: string
  readonly what: string
}

/** Where something is wrong with an archive, and what. */
export function problemSentence(problem: StoreProblem, texts: OwnTexts): ProblemSentence {
  const { path, position, code, values } = problem
  const where = position === null ? path : fill(texts.place, { path, position: grouped(position) })
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => {
    return [name, typeof value === 'number' ? grouped(value) : value]
  }))
  return { where, what: fill(texts.problems[code], said) }
}
