import { expect, test } from 'vitest'
import { javaDouble } from '../../../../engine/kernel/java/javaDouble'

// As java.lang.Double#toString of a JDK 17 spells them.
test.each([
  [0, '0.0'], [-0, '-0.0'], [1, '1.0'], [12.5, '12.5'], [-3, '-3.0'], [0.001, '0.001'], [0.0001, '1.0E-4'], [0.00025, '2.5E-4'],
  [9_999_999, '9999999.0'], [10_000_000, '1.0E7'], [123_456_789, '1.23456789E8'], [1 / 3, '0.3333333333333333'], [1e21, '1.0E21'],
  [Number.NaN, 'NaN'], [Infinity, 'Infinity'],
])('%d is %s', (value, text) => {
  expect(javaDouble(value)).toBe(text)
})
