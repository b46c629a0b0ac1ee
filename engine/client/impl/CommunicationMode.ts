/** How a caller learns what became of a request. Original: org.apache.rocketmq.client.impl.CommunicationMode. */
export const CommunicationMode = { SYNC: 'SYNC', ASYNC: 'ASYNC', ONEWAY: 'ONEWAY' } as const
export type CommunicationMode = (typeof CommunicationMode)[keyof typeof CommunicationMode]
