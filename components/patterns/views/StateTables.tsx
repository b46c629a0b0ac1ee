'use client'

import type { MachineCall, MachineName } from '../../../content/patterns/state/run/callSequence'
import { fill } from '../../i18n/fill'
import { CALLS_OF, callsTo, STATES } from '../logic/machineCalls'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { TryTable, type CellResult } from './TryTable'

const NAMES = STATES.map((state) => ({ id: state, label: state }))

type State = (typeof STATES)[number]

/** Every call in every state, tried on an object of the engine. */
export function CallsTable({ machine }: { readonly machine: MachineName }) {
  const { machine: words, table, answers } = usePatternTexts()
  const attempt = async (state: string, call: string): Promise<CellResult> => {
    const calls = [...callsTo(machine, state as State), call as MachineCall]
    const { steps } = await patternClient.run('state/calls', { machine, calls })
    const { answer, to } = steps.at(-1)!
    const said = answer.outcome === 'returned' ? answers.returned : fill(answers.threw, { name: answer.className })
    return { isFine: answer.outcome === 'returned', short: to === state ? said : `→ ${to}`, long: `${said}. ${answer.text}` }
  }
  return (
    <TryTable
      caption={words.names[machine]} corner={table.state} rows={NAMES}
      columns={CALLS_OF[machine].map((call) => ({ id: call, label: words.calls[call] }))}
      describe={(from, call) => fill(table.calling, { from, call: words.calls[call as MachineCall] })} tryCell={attempt}
    />
  )
}

/** Every state after every state, set in a ServiceStateHolder. */
export function SetTable() {
  const { table } = usePatternTexts()
  const attempt = async (from: string, to: string): Promise<CellResult> => {
    const { broken } = await patternClient.run('state/set', { from: from as State, to: to as State })
    if (broken !== null) return { isFine: false, short: table.broken, long: broken }
    return { isFine: true, short: from === to ? table.same : table.legal, long: '' }
  }
  return (
    <TryTable
      caption="ServiceStateHolder#set" corner={table.state} rows={STATES.map((state) => ({ id: state, label: fill(table.from, { state }) }))}
      columns={STATES.map((state) => ({ id: state, label: fill(table.to, { state }) }))}
      describe={(from, to) => fill(table.setting, { from, to })} tryCell={attempt}
    />
  )
}
