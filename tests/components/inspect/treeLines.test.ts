/** The lines of the tree of variables, and what the keys do in it. */
import { expect, test } from 'vitest'
import { pathKey, type ContentsByPath, type OpenValues } from '../../../components/inspect/logic/openValues'
import { actionOf, treeLines } from '../../../components/inspect/logic/treeLines'
import type { ValueTree, Variable } from '../../../engine/worker/protocol'

const number = (preview: string): ValueTree => ({ type: 'number', preview })
const list: ValueTree = { type: 'array', preview: 'Array(3)', fields: [{ name: '0', value: number('1') }] }
const variables: Variable[] = [
  { name: 'list', value: list, changed: false },
  { name: 'times', value: number('2'), changed: false },
]
const key = (...path: string[]): string => pathKey(path)

const open: OpenValues = new Map([[key('list'), 50]])
const contents: ContentsByPath = new Map([[key('list'), {
  path: ['list'], total: 3, from: 0, entries: ['0', '1'].map((name) => ({ name, value: number(name), changed: false })),
}]])

test('are those of the variables, and of what is open as far as it is known', () => {
  const keys = (...args: Parameters<typeof treeLines>): string[] => treeLines(...args).map((line) => line.key)
  expect(keys(variables, new Map(), new Map())).toEqual([key('list'), key('times')])
  expect(keys(variables, open, new Map())).toEqual([key('list'), key('list', '0'), key('times')])
  expect(keys(variables, open, contents)).toEqual([
    key('list'), key('list', '0'), key('list', '1'), `${key('list')} more`, key('times'),
  ])
})

test('what can no longer be opened has no lines in it', () => {
  const empty: Variable = { name: 'list', value: { type: 'array', preview: 'Array(0)' }, changed: true }
  expect(treeLines([empty], open, contents)).toMatchObject([{ isOpen: false, canOpen: false }])
})

test('the arrows lead from line to line, Home and End to the ends', () => {
  const lines = treeLines(variables, open, contents)
  const focus = (pressed: string, at: string): unknown => {
    const action = actionOf(pressed, lines, at)
    return action !== null && 'focus' in action ? action.focus : action
  }
  expect(focus('ArrowDown', key('list'))).toBe(key('list', '0'))
  expect(focus('ArrowDown', key('times'))).toBeNull()
  expect(focus('ArrowUp', key('times'))).toBe(`${key('list')} more`)
  expect(focus('ArrowUp', key('list'))).toBeNull()
  expect(focus('Home', key('times'))).toBe(key('list'))
  expect(focus('End', key('list'))).toBe(key('times'))
  expect(focus('ArrowRight', key('list'))).toBe(key('list', '0'))
  expect(focus('ArrowLeft', key('list', '1'))).toBe(key('list'))
  expect(focus('ArrowLeft', `${key('list')} more`)).toBe(key('list'))
  expect(focus('ArrowLeft', key('times'))).toBeNull()
  expect(focus('ArrowRight', key('times'))).toBeNull()
  expect(focus('ArrowDown', 'a line that is gone')).toBeNull()
})

test('right opens, left closes, Enter does either, and shows more', () => {
  const closed = treeLines(variables, new Map(), new Map())
  const opened = treeLines(variables, open, contents)
  const toggles = { toggle: { key: key('list') } }
  expect(actionOf('ArrowRight', closed, key('list'))).toMatchObject(toggles)
  expect(actionOf('ArrowLeft', opened, key('list'))).toMatchObject(toggles)
  for (const lines of [closed, opened]) expect(actionOf('Enter', lines, key('list'))).toMatchObject(toggles)
  expect(actionOf('Enter', opened, `${key('list')} more`)).toMatchObject({ more: { path: ['list'] } })
  expect(actionOf('Enter', opened, key('times'))).toBeNull()
  expect(actionOf(' ', opened, key('list'))).toBeNull()
})
