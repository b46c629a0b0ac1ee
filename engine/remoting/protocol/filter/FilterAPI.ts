import { inHashSetOrder } from '../../../kernel/java/inHashSetOrder'
import { javaHashCode } from '../../../kernel/java/javaHashCode'
import { JavaHashSet } from '../../../kernel/java/JavaHashSet'
import { javaSplit } from '../../../kernel/java/javaSplit'
import { javaTrim } from '../../../kernel/java/javaTrim'
import type { SubscriptionData } from '../body/HeartbeatData'

const SUB_ALL = '*'
const TAG = 'TAG'
const SQL92 = 'SQL92'

/** What a consumer wants of a topic, from the words in which it says so. Original: protocol.filter.FilterAPI. */
export const FilterAPI = {
  SUB_ALL,
  /** Of an expression. Original: ExpressionType */
  TAG,
  SQL92,

  /** Original: ExpressionType#isTagType */
  isTagType(expressionType: string | null): boolean {
    return expressionType === null || expressionType === '' || expressionType === TAG
  },

  /**
   * `TagA || TagB`, or `*` and nothing for all. Expressions of other types are taken as they are. Original: FilterAPI#build
   * @param now ms since 1970: the version of the subscription, by which a broker tells the newer of two
   * @returns null when there are neither tags nor an expression
   */
  build(
    topic: string, subString: string | null, expressionType: string | null, now = 0,
  ): SubscriptionData | null {
    const isTag = expressionType === null || expressionType === TAG
    const isAll = subString === null || subString === '' || subString === SUB_ALL
    if (!isTag && (subString ?? '') === '') return null
    const pieces = isTag && !isAll ? javaSplit(subString, '||') : []
    if (isTag && !isAll && pieces.length === 0) return null
    const tags = pieces.map(javaTrim).filter((tag) => tag !== '')
    const codeSet = new Set(tags.map(javaHashCode))
    return {
      classFilterMode: false,
      codeSet: inHashSetOrder(codeSet, (code) => code),
      expressionType: expressionType ?? TAG,
      subString: isTag && isAll ? SUB_ALL : subString!,
      subVersion: now,
      tagsSet: [...new JavaHashSet(tags)],
      topic,
    }
  },
} as const
