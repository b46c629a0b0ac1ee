import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { PakoCompressor } from '../../../../engine/adapters/zlib/PakoCompressor'
import { Random } from '../../../../engine/kernel/Random'

const golden = JSON.parse(readFileSync(path.resolve('tests/golden/zlib-body.json'), 'utf8')) as {
  level: number
  length: number
  hex: string
}

describe('PakoCompressor', () => {
  const compressor = new PakoCompressor()

  it('writes the bytes that the Java client has put on the wire', () => {
    const wire = new Uint8Array(Buffer.from(golden.hex, 'hex'))
    const body = compressor.decompress(wire)
    expect(body).toHaveLength(golden.length)
    expect(Buffer.from(compressor.compress(body, golden.level)).toString('hex')).toBe(golden.hex)
  })

  it.each([1, 5, 9])('makes what zlib itself can read, at level %d', (level) => {
    const random = new Random(level)
    for (const length of [0, 1, 300, 70_000]) {
      const bytes = Uint8Array.from({ length }, () => 97 + random.nextInt(4))
      const compressed = compressor.compress(bytes, level)
      expect(new Uint8Array(inflateSync(compressed))).toEqual(bytes)
      expect(compressor.decompress(compressed)).toEqual(bytes)
    }
  })

  it('refuses what is no stream, or only a part of one', () => {
    const whole = compressor.compress(new Uint8Array(1000), 5)
    expect(() => compressor.decompress(Uint8Array.of(1, 2, 3, 4))).toThrow()
    expect(() => compressor.decompress(whole.subarray(0, whole.length - 6))).toThrow()
    expect(() => compressor.decompress(new Uint8Array(0))).toThrow()
  })
})
