import { MQClientException } from '../../exception/MQClientException'

/** A part that a consumer has from its start on. @throws MQClientException before that */
export function partOfStarted<T>(part: T | null, consumerGroup: string): T {
  if (part === null) throw new MQClientException(`consumer ${consumerGroup} was never started`)
  return part
}
