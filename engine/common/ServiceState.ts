/**
 * The life of a client object. START_FAILED is set before a start is tried and stays if it doesn't end well, so that
 * nobody takes a half-started object for a running one. Original: org.apache.rocketmq.common.ServiceState.
 */
export const ServiceState = {
  CREATE_JUST: 'CREATE_JUST',
  RUNNING: 'RUNNING',
  SHUTDOWN_ALREADY: 'SHUTDOWN_ALREADY',
  START_FAILED: 'START_FAILED',
} as const
export type ServiceState = (typeof ServiceState)[keyof typeof ServiceState]
