/**
 * How a listener has ended. The order counts: a message trace has a number for it.
 * Original: org.apache.rocketmq.client.consumer.listener.ConsumeReturnType.
 */
export const CONSUME_RETURN_TYPES = ['SUCCESS', 'TIME_OUT', 'EXCEPTION', 'RETURNNULL', 'FAILED'] as const
export type ConsumeReturnType = (typeof CONSUME_RETURN_TYPES)[number]
