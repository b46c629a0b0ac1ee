import type { MachineCall, MachineName } from '../../../content/patterns/state/run/callSequence'

export const STATES = ['CREATE_JUST', 'START_FAILED', 'RUNNING', 'SHUTDOWN_ALREADY'] as const

/** What each object can be asked to do. A test compares this with what the experiment knows. */
export const CALLS_OF: Readonly<Record<MachineName, readonly MachineCall[]>> = {
  producer: ['start', 'start-no-server', 'start-taken', 'shutdown', 'send'],
  'state-objects': ['start', 'start-no-server', 'start-taken', 'shutdown', 'send'],
  instance: ['start', 'start-inner-taken', 'shutdown'],
  consumer: ['start', 'start-no-listener', 'start-no-server', 'start-taken', 'shutdown'],
}

/** What leads an object to each state, with calls of its own. */
export function callsTo(machine: MachineName, state: (typeof STATES)[number]): readonly MachineCall[] {
  switch (state) {
    case 'CREATE_JUST':
      return []
    case 'START_FAILED':
      return [machine === 'instance' ? 'start-inner-taken' : machine === 'consumer' ? 'start-no-listener' : 'start-no-server']
    case 'RUNNING':
      return ['start']
    case 'SHUTDOWN_ALREADY':
      return ['start', 'shutdown']
  }
}
