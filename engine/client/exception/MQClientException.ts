/** The client can't do what it was asked to do. Original: org.apache.rocketmq.client.exception.MQClientException. */
export class MQClientException extends Error {
  /** A ResponseCode or one of {@link ClientErrorCode}; -1 when there is none. */
  readonly responseCode: number

  constructor(message: string, responseCode = -1, cause?: unknown) {
    super(message, cause === undefined || cause === null ? undefined : { cause })
    this.name = 'MQClientException'
    this.responseCode = responseCode
  }
}

/** Original: org.apache.rocketmq.client.common.ClientErrorCode. */
export const ClientErrorCode = {
  CONNECT_BROKER_EXCEPTION: 10001,
  ACCESS_BROKER_TIMEOUT: 10002,
  BROKER_NOT_EXIST_EXCEPTION: 10003,
  NO_NAME_SERVER_EXCEPTION: 10004,
  NOT_FOUND_TOPIC_EXCEPTION: 10005,
  REQUEST_TIMEOUT_EXCEPTION: 10006,
  CREATE_REPLY_MESSAGE_EXCEPTION: 10007,
} as const
