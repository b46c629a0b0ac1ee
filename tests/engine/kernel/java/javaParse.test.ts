import { expect, test } from 'vitest'
import { NumberFormatException, parseInt32, parseLong, parseShort } from '../../../../engine/kernel/java/javaParse'

test.each([
  ['0', 0], ['-0', 0], ['+3', 3], ['-1', -1], ['007', 7], ['2147483647', 2147483647], ['-2147483648', -2147483648],
  ['\u0663', 3], ['\uff11\uff19', 19],
])('parseInt32 takes %j', (text, value) => {
  expect(parseInt32(text)).toBe(value)
})

test.each([
  '', '+', '-', ' 4', '4 ', '4x', '0x10', '1e1', '4.0', '--1', '2147483648', '-2147483649', '99999999999999999999',
])('parseInt32 refuses %j', (text) => {
  expect(() => parseInt32(text)).toThrow(NumberFormatException)
})

test('shorts and longs have their own ranges', () => {
  expect([parseShort('32767'), parseShort('-32768')]).toEqual([32767, -32768])
  expect(() => parseShort('32768')).toThrow(NumberFormatException)
  expect(parseLong('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  expect(parseLong('9223372036854775807')).toBe(2 ** 63)
  expect(parseLong('-9223372036854775808')).toBe(-(2 ** 63))
  expect(() => parseLong('9223372036854775808')).toThrow(NumberFormatException)
  expect(() => parseLong('12 ')).toThrow(NumberFormatException)
})
