import { describe, expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8, encodeUtf8Into } from '../../../engine/kernel/Utf8'

const TEXTS = ['', 'a', 'ä', '标签', 'x😀y', '\u0000\u0001\u0002', '\ufeffwith a byte order mark', '\ufeff', 'a\ufeff',
  'n'.repeat(64), 'n'.repeat(65), `${'n'.repeat(63)}é`, '\u007f\u0080']

describe('UTF-8', () => {
  it.each(TEXTS)('brings %j back as it was', (text) => {
    expect(encodeUtf8(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')))
    expect(decodeUtf8(encodeUtf8(text))).toBe(text)
  })

  it('is written to the beginning of a larger buffer as well', () => {
    for (const text of TEXTS) {
      const target = new Uint8Array(text.length * 3 + 2).fill(0xee)
      const written = encodeUtf8Into(text, target)
      expect(target.subarray(0, written)).toEqual(encodeUtf8(text))
      expect(target.subarray(written).every((byte) => byte === 0xee)).toBe(true)
    }
  })

  it('puts a sign in the place of what is broken', () => {
    expect(decodeUtf8(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb')
    expect(decodeUtf8(Uint8Array.of(0xe6, 0xa0))).toBe('\ufffd')
  })
})
