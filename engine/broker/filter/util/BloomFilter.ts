import { assert } from '../../../kernel/assert'
import { IllegalArgumentException } from '../../../kernel/errors'
import { murmur3 } from '../../../kernel/java/murmur3'
import { encodeUtf8 } from '../../../kernel/Utf8'
import type { BloomFilterData } from './BloomFilterData'

const BYTE_SIZE = 8
const LN_2 = 0.693_147_180_559_945_3

/**
 * A set of names in few bits, in which some names seem to be that are not. How many bits follows from how many names it is made for
 * and how often it may err. (Here it only says which bits a name has: the queues in which a broker would note them, ConsumeQueueExt,
 * are not there.) Original: org.apache.rocketmq.filter.util.BloomFilter.
 */
export class BloomFilter {
  /** Bits of a name. */
  readonly k: number
  /** Bits in all, whole bytes. */
  readonly m: number

  private constructor(f: number, n: number) {
    if (f < 1 || f >= 100) throw new IllegalArgumentException(`a filter can't err in ${f} of 100 cases`)
    if (n < 1) throw new IllegalArgumentException(`a filter can't be made for ${n} names`)
    const errorRate = f / 100
    let k = 1
    for (let rate = 0.5; rate > errorRate; rate /= 2) k++
    this.k = k
    this.m = BYTE_SIZE * Math.ceil(Math.ceil((n * naturalLog(1 / errorRate)) / (LN_2 * LN_2)) / BYTE_SIZE)
    assert(this.m >= BYTE_SIZE, 'a filter has bits', this.m)
  }

  /** `f`: in how many of 100 cases it may err, for `n` names. Original: BloomFilter#createByFn. @throws IllegalArgumentException */
  static createByFn(f: number, n: number): BloomFilter {
    return new BloomFilter(f, n)
  }

  /** Original: BloomFilter#calcBitPositions */
  calcBitPositions(text: string): Int32Array {
    const hash64 = murmur3(encodeUtf8(text))
    const hash1 = Number(BigInt.asIntN(32, hash64))
    const hash2 = Number(BigInt.asIntN(32, hash64 >> 32n))
    return Int32Array.from({ length: this.k }, (_, index) => {
      const combinedHash = (hash1 + Math.imul(index + 1, hash2)) | 0
      return (combinedHash < 0 ? ~combinedHash : combinedHash) % this.m
    })
  }

  /** Original: BloomFilter#generate */
  generate(text: string): BloomFilterData {
    return { bitNum: this.m, bitPos: this.calcBitPositions(text) }
  }

  /** Were these bits made by such a filter? Original: BloomFilter#isValid */
  isValid(filterData: BloomFilterData | null): boolean {
    return filterData !== null && filterData.bitNum === this.m && filterData.bitPos.length === this.k
  }
}

/** For 1 to 100; the platform's own one differs in its last bit from engine to engine. */
function naturalLog(value: number): number {
  let [mantissa, exponent] = [value, 0]
  for (; mantissa >= 2; mantissa /= 2) exponent++
  const ratio = (mantissa - 1) / (mantissa + 1)
  let sum = 0
  let power = ratio
  for (let odd = 1; odd < 60; odd += 2, power *= ratio * ratio) sum += power / odd
  return 2 * sum + exponent * LN_2
}
