import { LEGAL_TRANSITIONS } from '../../../../engine/common/ServiceState'
import type { ShownClaims } from '../../stage/ShownClaims'
import { linesOfStart } from './linesOfStart'
import { type MachineCall, type MachineName, MACHINES, runCallSequence } from './callSequence'
import { runOrder } from './compareOrders'
import { type FailingStartResult, runFailingStart } from './failingStart'
import { runSetState } from './setState'

function last(machine: MachineName, ...calls: readonly MachineCall[]) {
  return runCallSequence({ machine, calls }).steps.at(-1)!
}

/** What a start leaves behind that throws in the first line with this text. */
function failingAt(text: string): FailingStartResult {
  const { lineWith, sites } = linesOfStart()
  return runFailingStart({ line: lineWith(text), sites })
}

const STATES = ['CREATE_JUST', 'START_FAILED', 'RUNNING', 'SHUTDOWN_ALREADY'] as const

/** All sequences of calls up to a length. */
export function sequencesUpTo(length: number, calls: readonly MachineCall[]): MachineCall[][] {
  if (length === 0) return [[]]
  const shorter = sequencesUpTo(length - 1, calls)
  const longest = shorter.filter((sequence) => sequence.length === length - 1)
  return [...shorter, ...longest.flatMap((sequence) => calls.map((call) => [...sequence, call]))]
}

/** What a caller can tell two producers apart by. */
export function seenFromOutside(machine: MachineName, calls: readonly MachineCall[]): unknown {
  const { steps, state } = runCallSequence({ machine, calls })
  return { state, steps: steps.map(({ path, to, answer, requests }) => ({ path, to, answer, requests })) }
}

export const claims: ShownClaims = {
  'second-start': () => {
    const { answer, to } = last('producer', 'start', 'start')
    return answer.outcome === 'threw' && to === 'RUNNING'
  },
  'quiet-shutdown': () => ([['shutdown'], ['start-no-server', 'shutdown'], ['start', 'shutdown', 'shutdown']] as const).every((calls) => {
    const { answer, from, to, requests } = last('producer', ...calls)
    return answer.outcome === 'returned' && from === to && requests === 0
  }),
  'taken-back': () => {
    const { path, answer } = last('producer', 'start-taken')
    return answer.outcome === 'threw' && path.join() === 'START_FAILED,CREATE_JUST' && last('producer', 'start-taken', 'start').to === 'RUNNING'
  },
  'instance-quiet': () => {
    const { answer, path } = last('instance', 'start', 'start')
    return answer.outcome === 'returned' && path.length === 0
  },
  'consumer-leaves': () => last('consumer', 'start-no-server').path.join() === 'START_FAILED,RUNNING,SHUTDOWN_ALREADY',
  'four-legal': () => {
    const legal = STATES.flatMap((from) => {
      return STATES.filter((to) => from !== to && runSetState({ from, to }).broken === null)
    })
    return legal.length === 4 && LEGAL_TRANSITIONS.length === 4
  },
  'broken-ends': () => runSetState({ from: 'CREATE_JUST', to: 'RUNNING' }).broken !== null,
  'early-clean': () => {
    const before = failingAt('const registerOK')
    const after = failingAt('assert(this.mQClientFactory')
    return !before.isRegistered && before.successor.outcome === 'returned' && after.isRegistered && after.successor.outcome === 'threw'
  },
  'timers-go-on': () => failingAt('if (startFactory)').tasks === 0 && failingAt('yield* this.initTopicRoute()').tasks > 0,
  'shutdown-refuses': () => {
    const { shutdown, stateInTheEnd, successor } = failingAt('yield* this.initTopicRoute()')
    return shutdown.outcome === 'returned' && stateInTheEnd === 'START_FAILED' && successor.outcome === 'threw'
  },
  'running-first': () => {
    const { stateAfter, send } = runOrder('running-first')
    return stateAfter === 'RUNNING' && send.className === 'IllegalStateException'
  },
  'running-last': () => {
    const { failed, startAgain } = runOrder('running-last')
    return failed.className === 'IllegalStateException' && startAgain.text.includes('created before')
  },
  'in-catch': () => {
    const { stateAfter, meanwhile } = runOrder('failed-in-catch')
    const real = runOrder('failed-first')
    return stateAfter === 'START_FAILED' && meanwhile.start.text.includes('created before') && real.meanwhile.start.text.includes('tried before')
  },
  // A test tries those of three calls too, in the plain build, which is faster.
  'same-answers': () => sequencesUpTo(2, MACHINES.producer).every((calls) => {
    return JSON.stringify(seenFromOutside('producer', calls)) === JSON.stringify(seenFromOutside('state-objects', calls))
  }),
}
