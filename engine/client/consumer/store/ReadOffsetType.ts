/** Where an offset is looked for. Original: org.apache.rocketmq.client.consumer.store.ReadOffsetType. */
export const ReadOffsetType = {
  READ_FROM_MEMORY: 'READ_FROM_MEMORY',
  READ_FROM_STORE: 'READ_FROM_STORE',
  MEMORY_FIRST_THEN_STORE: 'MEMORY_FIRST_THEN_STORE',
} as const
export type ReadOffsetType = (typeof ReadOffsetType)[keyof typeof ReadOffsetType]
