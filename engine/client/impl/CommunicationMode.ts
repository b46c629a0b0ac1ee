/** How a caller learns how its request ended. Original: org.apache.rocketmq.client.impl.CommunicationMode. */
export const CommunicationMode = { SYNC: 'SYNC', ASYNC: 'ASYNC', ONEWAY: 'ONEWAY' } as const
export type CommunicationMode = (typeof CommunicationMode)[keyof typeof CommunicationMode]

/** What a send returns in the two modes that do not wait for the broker's answer. (The original returns null.) */
export const NOT_AWAITED = 'NOT_AWAITED'
export type NotAwaited = typeof NOT_AWAITED
