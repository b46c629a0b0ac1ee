import { describe, expect, it } from 'vitest'
import { CALLS_OF, callsTo, STATES } from '../../../components/patterns/logic/machineCalls'
import { LEGAL_TRANSITIONS } from '../../../engine/common/ServiceState'
import { EXPERIMENTS } from '../../../content/patterns/stage/experiments'
import { type MachineName, MACHINES, runCallSequence } from '../../../content/patterns/state/run/callSequence'
import { seenFromOutside, sequencesUpTo } from '../../../content/patterns/state/run/claims'
import { runSetState } from '../../../content/patterns/state/run/setState'
import { runSpread } from '../../../content/patterns/strategy/run/spreadMessages'
import { SWITCH_CASES } from '../../../content/patterns/strategy/run/SwitchChoice'

const MACHINE_NAMES = Object.keys(MACHINES) as MachineName[]

describe('the machine with state objects', () => {
  const sequences = sequencesUpTo(3, MACHINES.producer)

  it('has all sequences of up to three of five calls to answer', () => {
    expect(sequences).toHaveLength(1 + 5 + 25 + 125)
  })

  it('answers each as the original does, and leaves the same state', () => {
    for (const calls of sequences) {
      expect(seenFromOutside('state-objects', calls), calls.join()).toEqual(seenFromOutside('producer', calls))
    }
  })
})

describe.each(MACHINE_NAMES)('the machine %s', (machine) => {
  it('takes the calls that the page offers', () => {
    expect(CALLS_OF[machine]).toEqual(MACHINES[machine])
  })

  it.each(STATES)('is led to %s by the calls that the page makes', (state) => {
    expect(runCallSequence({ machine, calls: callsTo(machine, state) }).state).toBe(state)
  })

  it('goes only where it may', () => {
    for (const calls of sequencesUpTo(2, MACHINES[machine])) {
      for (const { from, path } of runCallSequence({ machine, calls }).steps) {
        const pairs = path.map((to, index) => [index === 0 ? from : path[index - 1]!, to])
        for (const pair of pairs) expect(LEGAL_TRANSITIONS.map((legal) => [...legal])).toContainEqual(pair)
      }
    }
  })
})

it('a state can be set exactly if the table has the step, or nothing changes', () => {
  for (const from of STATES) {
    for (const to of STATES) {
      const isLegal = from === to || LEGAL_TRANSITIONS.some(([before, after]) => before === from && after === to)
      expect(runSetState({ from, to }), `${from} → ${to}`).toMatchObject({ state: isLegal ? to : from })
    }
  }
})

it.each(SWITCH_CASES)('the switch chooses as the class %s does, under any seed', (strategy) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const [object, other] = (['object', 'switch'] as const).map((way) => runSpread({ strategy, way, seed }).picks)
    expect(other).toEqual(object)
  }
})

it('an experiment follows from its input: twice the same is the same', () => {
  const twice = <T>(run: () => T): void => expect(run()).toEqual(run())
  twice(() => EXPERIMENTS['state/calls']({ machine: 'consumer', calls: ['start', 'shutdown'] }))
  twice(() => EXPERIMENTS['facade/sends']({ byHand: null, accident: 'kill', seed: 7 }))
  twice(() => EXPERIMENTS['strategy/spread']({ strategy: 'random', way: 'object', seed: 7 }))
})
