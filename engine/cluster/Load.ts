/** How many messages, under which keys, to what cluster, and what happens half-way. */
export interface Load {
  /** 1 … 10,000 */
  readonly messages: number
  /** `skewed`: Zipf, by a table of integers. `hot`: one key has half of the messages. */
  readonly keys: 'uniform' | 'skewed' | 'hot'
  /** 1 … 1000 */
  readonly distinctKeys: number
  /** 1 … 6 */
  readonly brokers: number
  /** Per broker, 1 … 16. */
  readonly queues: number
  readonly middle: 'nothing' | 'broker-dies' | 'queues-added' | 'broker-slow'
}
