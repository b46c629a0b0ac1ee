import { afterEach, beforeEach, expect, test } from 'vitest'
import { EARLY_SEARCH, isSearchAwaited, takeTyped } from '../../../components/search/logic/earlySearch'

interface Keys {
  readonly ctrlKey?: boolean
  readonly target?: { closest(): object | null }
}

let page: EventTarget

/** @returns whether the page itself hears of the key */
function press(key: string, { target, ...keys }: Keys = {}): boolean {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...keys })
  if (target !== undefined) Object.defineProperty(event, 'target', { value: target })
  return page.dispatchEvent(event)
}

beforeEach(() => {
  page = new EventTarget()
  const add = page.addEventListener.bind(page)
  const remove = page.removeEventListener.bind(page)
  new Function('window', 'addEventListener', 'removeEventListener', EARLY_SEARCH)(globalThis, add, remove)
})

afterEach(() => {
  globalThis.rocketscopeSearch = undefined
})

test('what is typed into the search before its script is there comes to the search', () => {
  expect(press('/')).toBe(false)
  for (const key of ['f', 'o', 'x', 'Backspace', 'Shift']) press(key)
  expect(isSearchAwaited()).toBe(true)
  press('o')
  expect(takeTyped()).toBe('foo')
  expect(press('/')).toBe(true)
  expect(takeTyped()).toBe('')
})

test('Ctrl-K asks for it as well, Escape takes it back', () => {
  expect(press('k', { ctrlKey: true })).toBe(false)
  press('f')
  press('Escape')
  expect(isSearchAwaited()).toBe(false)
})

test('other keys belong to the page, as does a slash in a field', () => {
  expect(press('f')).toBe(true)
  expect(press('/', { target: { closest: () => ({}) } })).toBe(true)
  expect(isSearchAwaited()).toBe(false)
  expect(press('/')).toBe(true)
})
