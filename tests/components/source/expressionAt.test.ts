/** Which expression stands where the reader points in a line of source. */
import { describe, expect, test } from 'vitest'
import { expressionAt } from '../../../components/source/logic/expressionAt'
import { valueIn } from '../../../components/source/logic/valueIn'
import type { ValueTree } from '../../../engine/worker/protocol'

/** The expression at the bar. */
function at(marked: string): string | null {
  const found = expressionAt(marked.replace('|', ''), marked.indexOf('|'))
  return found === null ? null : found.path.join('.')
}

describe('what is pointed at', () => {
  test.each([
    ['return yield* this.default|MQProducerImpl.send(msg)', 'this.defaultMQProducerImpl'],
    ['return yield* thi|s.defaultMQProducerImpl.send(msg)', 'this'],
    ['return yield* this.defaultMQProducerImpl.send(m|sg)', 'msg'],
    ['const body = found!.brokerAddr|', null],
    ['const body = found!.brokerAdd|r', 'found.brokerAddr'],
    ['if (call?.ev|ent === 3) return', 'call.event'],
    ['for (const each of list) run(ea|ch)', 'each'],
    ['return isOk ? on|e : other', 'one'],
    ['return isOk ? one : oth|er', 'other'],
  ])('%s', (line, expected) => expect(at(line)).toBe(expected))

  test.each([
    ['a method that is called', 'return yield* this.defaultMQProducerImpl.se|nd(msg)'],
    ['the key of a property', 'return { ms|g: other, timeout: 3 }'],
    ['a key on a line of its own', '      top|ic: msg.topic,'],
    ['a parameter where it is declared', '*send(m|sg: Message, timeout = 3) {'],
    ['what hangs on a call', 'const size = this.table().si|ze'],
    ['what hangs on an element', 'const size = queues[2].si|ze'],
    ['no name', 'const size = 1| + 2'],
  ])('%s has no value', (_, line) => expect(at(line)).toBeNull())
})

describe('its value', () => {
  const number: ValueTree = { type: 'number', preview: '3' }
  const inner: ValueTree = { type: 'object', preview: 'Inner {}', fields: [{ name: 'size', value: number }] }
  const self: ValueTree = { type: 'object', preview: 'Outer {}', fields: [{ name: 'inner', value: inner }] }
  const variables = [{ name: 'this', value: self, changed: false }, { name: 'n', value: number, changed: false }]

  test('is that of the variable, or of a field that the moment has', () => {
    expect(valueIn(variables, ['n'])).toEqual({ value: number })
    expect(valueIn(variables, ['this', 'inner', 'size'])).toEqual({ value: number })
  })

  test('has to be looked for where the moment does not have it', () => {
    expect(valueIn(variables, ['this', 'inner', 'other'])).toEqual({ ask: { path: ['this', 'inner'], from: 0, count: 200 } })
  })

  test('is none of a name that stands for no variable, and none of a number’s field', () => {
    expect(valueIn(variables, ['Message'])).toBeNull()
    expect(valueIn(variables, ['n', 'size'])).toBeNull()
  })
})
