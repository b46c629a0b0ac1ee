/** Where the brokers run: trace data go to another topic in a cloud. Original: org.apache.rocketmq.client.AccessChannel. */
export type AccessChannel = 'LOCAL' | 'CLOUD'
