import type { QueueData } from '../../remoting/protocol/route/QueueData'

/** `4/4/6`: queues to read and to write, and what may be done. Brokers and routes say it of a topic with the same names. */
export function queuesText({ readQueueNums, writeQueueNums, perm }: Pick<QueueData, 'readQueueNums' | 'writeQueueNums' | 'perm'>): string {
  return `${readQueueNums}/${writeQueueNums}/${perm}`
}
