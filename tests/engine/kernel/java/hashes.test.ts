import { crc32 as zlibCrc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crc32, RunningCrc32 } from '../../../../engine/kernel/java/crc32'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { Random } from '../../../../engine/kernel/Random'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { goldenLines } from '../../support/golden'

interface Line {
  readonly n: string
  readonly s: string
  readonly hashCode: number
  readonly crc32: number
}

const LINES = goldenLines<Line>('vectors/algos.jsonl').filter(({ n }) => n === 'string')

describe('the hash code of a text', () => {
  it.each(LINES)('of $s is $hashCode', ({ s, hashCode }) => {
    expect(javaHashCode(s)).toBe(hashCode)
  })

  it('wraps at 32 bits, with a sign', () => {
    expect(javaHashCode('polygenelubricants')).toBe(-(2 ** 31))
    const long = 'x'.repeat(10_000)
    let expected = 0n
    for (const char of long) expected = BigInt.asIntN(32, expected * 31n + BigInt(char.charCodeAt(0)))
    expect(javaHashCode(long)).toBe(Number(expected))
  })

  it('is the same for texts that are famous for it', () => {
    expect(javaHashCode('Aa')).toBe(javaHashCode('BB'))
    expect(javaHashCode('AaAa')).toBe(javaHashCode('BBBB'))
  })
})

describe('crc32', () => {
  it.each(LINES)('of $s is $crc32', (line) => {
    expect(crc32(encodeUtf8(line.s))).toBe(line.crc32)
  })

  it('is that of zlib without the sign bit, for any bytes', () => {
    const random = new Random(7)
    for (const length of [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 255, 256, 5000]) {
      const bytes = Uint8Array.from({ length }, () => random.nextInt(256))
      expect(crc32(bytes)).toBe(zlibCrc32(bytes) & 0x7fffffff)
    }
  })

  it('is the same for bytes that come in pieces', () => {
    const random = new Random(11)
    const bytes = Uint8Array.from({ length: 1000 }, () => random.nextInt(256))
    const crc = new RunningCrc32()
    for (let at = 0, length = 0; at < bytes.length; at += length, length++) crc.update(bytes.subarray(at, at + length))
    expect(crc.value()).toBe(zlibCrc32(bytes))
  })

  it('looks only at its part of a buffer', () => {
    const bytes = encodeUtf8('--123456789--')
    expect(crc32(bytes.subarray(2, 11))).toBe(0xcbf43926 & 0x7fffffff)
  })
})
