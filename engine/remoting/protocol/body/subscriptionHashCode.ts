import { javaHashCode } from '../../../kernel/java/javaHashCode'
import type { SubscriptionData } from './HeartbeatData'

/** Original: SubscriptionData#hashCode, which decides on the order of subscriptions in a heartbeat. */
export function subscriptionHashCode(data: SubscriptionData): number {
  const sum = (codes: readonly number[]): number => codes.reduce((total, code) => (total + code) | 0, 0)
  const parts = [
    data.classFilterMode ? 1231 : 1237,
    sum(data.codeSet),
    javaHashCode(data.subString),
    sum(data.tagsSet.map(javaHashCode)),
    javaHashCode(data.topic),
    data.expressionType === null ? 0 : javaHashCode(data.expressionType),
  ]
  return parts.reduce((result, part) => (Math.imul(31, result) + part) | 0, 1)
}
