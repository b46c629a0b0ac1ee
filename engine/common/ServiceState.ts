/**
 * The life of a client object. START_FAILED is set before a start is tried and stays if the start fails, so that a
 * half-started object never passes for a running one. Original: org.apache.rocketmq.common.ServiceState.
 */
export const ServiceState = {
  CREATE_JUST: 'CREATE_JUST',
  RUNNING: 'RUNNING',
  SHUTDOWN_ALREADY: 'SHUTDOWN_ALREADY',
  START_FAILED: 'START_FAILED',
} as const
export type ServiceState = (typeof ServiceState)[keyof typeof ServiceState]

/** The transitions of producers and client instances, from the state before to the state after. There are no others. */
export const LEGAL_TRANSITIONS: ReadonlyArray<readonly [from: ServiceState, to: ServiceState]> = [
  [ServiceState.CREATE_JUST, ServiceState.START_FAILED],
  [ServiceState.START_FAILED, ServiceState.RUNNING],
  // The producer's group is taken: it may be started again under another name.
  [ServiceState.START_FAILED, ServiceState.CREATE_JUST],
  [ServiceState.RUNNING, ServiceState.SHUTDOWN_ALREADY],
]

export function isLegalTransition(from: ServiceState, to: ServiceState): boolean {
  return LEGAL_TRANSITIONS.some(([before, after]) => before === from && after === to)
}
