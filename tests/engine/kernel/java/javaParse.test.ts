import { expect, test } from 'vitest'
import { NumberFormatException, parseDouble, parseExactLong, parseInt32, parseLong, parseShort } from '../../../../engine/kernel/java/javaParse'

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

test('a long can be had exactly', () => {
  expect(parseExactLong('9223372036854775807')).toBe(0x7fff_ffff_ffff_ffffn)
  expect(parseExactLong('-9223372036854775808')).toBe(-0x8000_0000_0000_0000n)
  expect(() => parseExactLong('9223372036854775808')).toThrow(NumberFormatException)
})

test.each([
  ['1', 1], ['-.5e1', -5], [' 2. ', 2], ['1e400', Infinity], ['-Infinity', -Infinity], ['NaN', NaN], ['5f', 5], ['5D', 5], ['-0', -0],
  ['0x1p3', 8], ['-0X1.8P1', -3], ['0x.8p0', 0.5], ['0x0p99', 0], ['0x1p-1074', 5e-324],
])('parseDouble takes %j', (text, value) => {
  expect(parseDouble(text)).toBe(value)
})

test.each(['', ' ', '.', '1,5', '1e', 'e1', '0x1', '0xp1', 'infinity', '1_0', '\u06631', '1 2'])('parseDouble refuses %j', (text) => {
  expect(() => parseDouble(text)).toThrow(NumberFormatException)
})
