import { expect, test } from 'vitest'
import { hexOfBytes, hexOfInt, hexOfLong, hexOfShort } from '../../../engine/common/hex'

test('digits are capitals, as many as the type has', () => {
  expect(hexOfBytes(new Uint8Array([0, 10, 255]))).toBe('000AFF')
  expect([hexOfShort(0x1f), hexOfShort(0x1_beef)]).toEqual(['001F', 'BEEF'])
  expect([hexOfInt(0), hexOfInt(-1), hexOfInt(0xdead_beef)]).toEqual(['00000000', 'FFFFFFFF', 'DEADBEEF'])
  expect(hexOfLong(Number.MAX_SAFE_INTEGER)).toBe('001FFFFFFFFFFFFF')
  expect(hexOfLong(0x1_0000_0000)).toBe('0000000100000000')
})
