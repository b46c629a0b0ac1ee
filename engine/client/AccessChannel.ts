/** Where the brokers run: trace data go to another topic in a cloud. Original: org.apache.rocketmq.client.AccessChannel. */
export const AccessChannel = { LOCAL: 'LOCAL', CLOUD: 'CLOUD' } as const
export type AccessChannel = (typeof AccessChannel)[keyof typeof AccessChannel]
