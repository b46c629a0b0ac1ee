import methods from '../methods.json'
import type { ShownClaims } from '../../stage/ShownClaims'
import { runBehindOneLine } from './behindOneLine'
import { type CompareSendsInput, type CompareSendsResult, runCompareSends } from './compareSends'

function compared(byHand: CompareSendsInput['byHand'], accident: CompareSendsInput['accident']): CompareSendsResult {
  return runCompareSends({ byHand, accident, seed: 1 })
}

const CARELESS = { keepsRoute: false, tries: 1, changesBroker: false }
const SECOND = 1_000_000

function sendMethodsOf(version: string): number {
  return methods.filter((method) => method.version === version && ['sync', 'async', 'oneway'].includes(method.mode)).length
}

export const claims: ShownClaims = {
  'many-classes': () => {
    const [first] = runBehindOneLine({ messages: 1 }).sends
    const names = new Set(first!.classes.map(({ className }) => className))
    return names.size > 60 && first!.calls > 1000 && new Set(first!.classes.map(({ process }) => process)).size === 3
  },
  'third-is-cheap': () => {
    const { frames, connections } = runBehindOneLine({ messages: 3 }).sends[2]!
    return frames === 2 && connections === 0
  },
  'equal-in-peace': () => [null, CARELESS].every((byHand) => compared(byHand, 'none').acknowledged === 8),
  'retry-is-not-enough': () => compared({ keepsRoute: true, tries: 3, changesBroker: false }, 'kill').acknowledged === 7,
  'ask-each-time': () => {
    const { acknowledged, routeRequests } = compared(CARELESS, 'kill')
    return acknowledged === 8 && routeRequests === 8
  },
  'power-cut': () => compared(null, 'power-cut').sends.some(({ answer, micros }) => answer.outcome === 'threw' && micros >= 3 * SECOND),
  nineteen: () => sendMethodsOf('4.5.1') === 19 && sendMethodsOf('5.3.2') === 23,
}
