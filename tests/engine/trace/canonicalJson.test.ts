import { expect, test } from 'vitest'
import { canonicalJson } from '../../../engine/trace/canonicalJson'

test('sorts keys, escapes beyond ASCII and writes bytes in hexadecimal', () => {
  expect(canonicalJson({ b: [1, true, null], a: 'ü\n', bytes: new Uint8Array([0, 171]), n: 5n, u: undefined })).toBe(
    '{"a":"\\u00fc\\n","b":[1,true,null],"bytes":"0x00ab","n":"5n","u":null}',
  )
})

test('is the same whatever the order of the fields', () => {
  expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson({ b: { d: 3, c: 2 }, a: 1 }))
})

test('refuses what is no data', () => {
  expect(() => canonicalJson({ f: () => 1 })).toThrow(TypeError)
})
