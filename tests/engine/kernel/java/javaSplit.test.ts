import { expect, test } from 'vitest'
import { javaSplit } from '../../../../engine/kernel/java/javaSplit'

test.each([
  ['a;b', ['a', 'b']], ['a;', ['a']], [';a', ['', 'a']], ['a;;b;;', ['a', '', 'b']], ['', ['']], [';', []], [';;', []],
])('%j', (text, pieces) => {
  expect(javaSplit(text, ';')).toEqual(pieces)
})
