/** The level that forbids a pull. Original: org.apache.rocketmq.remoting.protocol.ForbiddenType. */
export const ForbiddenType = {
  BROKER_FORBIDDEN: 1,
  GROUP_FORBIDDEN: 2,
  TOPIC_FORBIDDEN: 3,
  BROADCASTING_DISABLE_FORBIDDEN: 4,
  SUBSCRIPTION_FORBIDDEN: 5,
} as const
