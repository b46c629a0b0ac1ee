/** How a command's header is encoded. Original: org.apache.rocketmq.remoting.protocol.SerializeType. */
export const SerializeType = { JSON: 'JSON', ROCKETMQ: 'ROCKETMQ' } as const
export type SerializeType = (typeof SerializeType)[keyof typeof SerializeType]

/** The byte that stands in a frame for each. */
export const SERIALIZE_TYPE_CODE: Readonly<Record<SerializeType, number>> = { JSON: 0, ROCKETMQ: 1 }
