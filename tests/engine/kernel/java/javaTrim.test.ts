import { expect, test } from 'vitest'
import { isBlank, javaTrim } from '../../../../engine/kernel/java/javaTrim'

test('trimming takes what is not above a blank, and nothing else', () => {
  expect(javaTrim(' \t\u0000\u001fa b\u0001 ')).toBe('a b')
  expect(javaTrim('\u00a0a\u3000')).toBe('\u00a0a\u3000')
  expect(javaTrim(' \u0007')).toBe('')
})

test.each([
  [true, ''], [true, ' \t\n'], [true, '\u001c\u001f'], [true, '\u2003\u3000\u2028'],
  [false, '\u00a0'], [false, '\u2007'], [false, '\u202f'], [false, '\ufeff'], [false, '\u0000'], [false, ' a '],
])('blank: %s for %j', (blank, text) => {
  expect(isBlank(text)).toBe(blank)
})
