/** How safe a stored message is. Original: org.apache.rocketmq.client.producer.SendStatus. */
export const SendStatus = {
  SEND_OK: 'SEND_OK',
  FLUSH_DISK_TIMEOUT: 'FLUSH_DISK_TIMEOUT',
  FLUSH_SLAVE_TIMEOUT: 'FLUSH_SLAVE_TIMEOUT',
  SLAVE_NOT_AVAILABLE: 'SLAVE_NOT_AVAILABLE',
} as const
export type SendStatus = (typeof SendStatus)[keyof typeof SendStatus]
