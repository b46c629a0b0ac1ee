/** What is followed when a reader asks when a value changed, and where it is in another call. */
import { expect, test } from 'vitest'
import { findSlot, noChange, ownerWithin, slotOf } from '../../../components/inspect/logic/slots'
import { pathKey } from '../../../components/inspect/logic/openValues'
import { stepperEn } from '../../../components/i18n/en/stepper'
import type { ValueTree, Variable } from '../../../engine/worker/protocol'

const object = (objectId: number): ValueTree => ({ type: 'object', preview: `Order#${objectId}`, objectId })

test('the nearest object with a number holds a value; without one it belongs to the call', () => {
  const self = ownerWithin(object(7), ['this'], null)
  expect(slotOf(['this'], null)).toEqual({ object: null, path: ['this'] })
  expect(slotOf(['this', 'total'], self)).toEqual({ object: 7, path: ['total'] })
  const map = ownerWithin(object(-3), ['this', 'table'], self)
  expect(slotOf(['this', 'table', "'a'"], map)).toEqual({ object: 7, path: ['table', "'a'"] })
  const inner = ownerWithin(object(9), ['this', 'table', "'a'"], map)
  expect(slotOf(['this', 'table', "'a'", 'done'], inner)).toEqual({ object: 9, path: ['done'] })
  const local = ownerWithin({ type: 'array', preview: 'Array(1)', objectId: -1 }, ['list'], null)
  expect(slotOf(['list', '0'], local)).toEqual({ object: null, path: ['list', '0'] })
})

test('in another call it is found through the first variable that is its object, with all around it open', () => {
  const variables: Variable[] = [['order', 8], ['this', 7], ['other', 7]].map(([name, id]) => {
    return { name: name as string, value: object(id as number), changed: false }
  })
  const found = findSlot({ object: 7, path: ['table', "'a'"] }, variables)!
  expect(found.path).toEqual(['this', 'table', "'a'"])
  expect([...found.open.keys()]).toEqual([pathKey(['this']), pathKey(['this', 'table'])])
  expect(findSlot({ object: 9, path: ['table'] }, variables)).toBeNull()
  expect(findSlot({ object: null, path: ['this'] }, variables)).toBeNull()
})

test('why there is no place to go to is said of the call, of the run, or of as far back as is known', () => {
  const said = (id: number | null, back: boolean, isFromBirth = true): string => {
    return noChange(stepperEn.inspect, 'total', { object: id, path: ['total'] }, back, { event: null, isFromBirth })
  }
  expect(said(null, true)).toMatch(/^total has not .* in this call/)
  expect(said(null, false)).toMatch(/^total does not .* in this call/)
  expect(said(7, true)).toMatch(/^total has not .* in the run/)
  expect(said(7, true, false)).toMatch(/^total has not .* #7 has its number/)
  expect(said(7, false, false)).toMatch(/^total does not .* in this run/)
})
