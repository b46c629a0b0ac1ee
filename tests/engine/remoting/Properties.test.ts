import { describe, expect, it } from 'vitest'
import { properties2String, string2Properties } from '../../../engine/remoting/Properties'

describe('string2Properties', () => {
  it.each([
    ['a=1', { a: '1' }],
    ['a = 1 ', { a: '1 ' }],
    ['a:1\nb 2\nc', { a: '1', b: '2', c: '' }],
    ['# no\n! no\n\n  a=1', { a: '1' }],
    ['a=1\\\n   2\nb=3', { a: '12', b: '3' }],
    ['a=1\\\\\nb=2', { a: '1\\', b: '2' }],
    ['a\\=b=c', { 'a=b': 'c' }],
    ['a=x=y', { a: 'x=y' }],
    ['a=\\u4E2D\\t\\q', { a: '中\tq' }],
    ['a=1\r\nb=2\ra=3', { a: '3', b: '2' }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(Object.fromEntries(string2Properties(text)!)).toEqual(expected)
  })

  it('is null when an escape is broken, and not when its backslash is escaped itself', () => {
    expect(string2Properties('a=\\u12')).toBeNull()
    expect(string2Properties('a=\\\\u12')!.get('a')).toBe('\\u12')
  })
})

describe('properties2String', () => {
  it('is sorted and ends with a line feed', () => {
    const properties = new Map([
      ['b', '2'],
      ['a', '1'],
    ])
    expect(properties2String(properties)).toBe('a=1\nb=2\n')
  })
})
