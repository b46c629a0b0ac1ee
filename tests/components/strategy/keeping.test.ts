import { describe, expect, it, vi } from 'vitest'
import { editBetween, historyOf, MAX_EDITS, parseHistory, recorded, currentText } from '../../../components/strategy/logic/history'
import { decodeStrategyLink, encodeStrategyLink } from '../../../components/strategy/logic/link'
import { MAX_LINK } from '../../../components/strategy/logic/packing'
import { decodeLoad, encodeLoad, FIRST_LOAD, limited } from '../../../components/strategy/logic/load'
import { SlotStore } from '../../../components/strategy/logic/SlotStore'

describe('the history of a text', () => {
  it('has the smallest edit between two texts', () => {
    expect(editBetween('abc', 'abxc')).toEqual({ at: 2, removed: '', inserted: 'x' })
    expect(editBetween('aaa', 'aa')).toEqual({ at: 2, removed: 'a', inserted: '' })
    expect(editBetween('a', 'a')).toBeNull()
  })

  it('joins the letters of a word, and no others', () => {
    let history = historyOf('')
    for (const text of ['r', 're', 'ret', 'ret ', 'ret x']) history = recorded(history, text)
    expect(history.edits.map(({ inserted }) => inserted)).toEqual(['ret', ' ', 'x'])
    expect(currentText(history)).toBe('ret x')
  })

  it('loses an edit that is taken back', () => {
    const one = recorded(historyOf('a'), 'a b')
    expect(recorded(recorded(one, 'a b;'), 'a b')).toEqual(one)
  })

  it('forgets the oldest edits and no text', () => {
    let history = historyOf('')
    let text = ''
    for (let i = 0; i < MAX_EDITS + 30; i++) history = recorded(history, text += ';')
    expect(history.edits).toHaveLength(MAX_EDITS)
    expect(currentText(history)).toBe(text)
  })

  it('survives being kept, and what is not one is none', () => {
    const history = recorded(historyOf('a'), 'b')
    expect(parseHistory(JSON.stringify(history))).toEqual(history)
    for (const bad of [null, '', '{', '[]', '{"base":1,"edits":[]}', '{"base":"","edits":[{}]}']) {
      expect(parseHistory(bad)).toBeNull()
    }
  })
})

describe('slots', () => {
  it('say which one was never written in', () => {
    const slots = new SlotStore({ recall: () => null, remember: () => undefined }, 'start')
    slots.save('mine:1', 'mine')
    slots.save('mine:2', 'start')
    expect(slots.firstUnused()).toBe('mine:2')
  })
})

describe('a load', () => {
  it('is the same after a link', () => {
    expect(decodeLoad(encodeLoad(FIRST_LOAD))).toEqual(FIRST_LOAD)
  })

  it('is refused when a number is out of bounds or a word unknown', () => {
    for (const bad of ['', '0.hot.1.1.1.nothing', '10001.hot.1.1.1.nothing', '1.cold.1.1.1.nothing', '1.hot.1.1.1.x', '01.hot.1.1.1.nothing']) {
      expect(decodeLoad(bad)).toBeNull()
    }
  })

  it('takes the nearest number that is allowed', () => {
    expect([limited('queues', '99'), limited('queues', '-1'), limited('queues', '2.6'), limited('queues', '')]).toEqual([16, 1, 3, null])
  })
})

describe('a link', () => {
  const link = { load: FIRST_LOAD, seed: 1, against: null, shown: { code: 'export default class Größe {} // 队列\n' } }

  it('brings the code back, whatever its letters', () => {
    expect(decodeStrategyLink(`#${encodeStrategyLink(link)}`, [])).toEqual(link)
  })

  it('is none when it would be too long', () => {
    const noise = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * i * 7 + (i >> 3) * 31) % 90))).join('')
    expect(encodeStrategyLink({ ...link, shown: { code: noise } })?.length ?? 0).toBeLessThanOrEqual(MAX_LINK)
    expect(encodeStrategyLink({ ...link, shown: { code: [...noise].map((c, i) => c + ((i * 7919) % 1009)).join('') } })).toBeNull()
  })

  it('does not unfold without end', () => {
    const bomb = encodeStrategyLink({ ...link, shown: { code: 'a'.repeat(900_000) } })!
    expect(bomb.length).toBeLessThan(MAX_LINK)
    expect(decodeStrategyLink(bomb, [])).toBe('malformed')
  })

  it('names only built-ins that there are', () => {
    const text = encodeStrategyLink({ ...link, against: 'hash', shown: { builtIn: 'random' } })!
    expect(decodeStrategyLink(text, ['hash', 'random'])).toMatchObject({ against: 'hash', shown: { builtIn: 'random' } })
    expect(decodeStrategyLink(text, ['hash'])).toBe('malformed')
    expect(decodeStrategyLink('#step-3', ['hash'])).toBe('absent')
  })

  it('tells links of another version of the engine, and takes those without one as they are', () => {
    const bare = encodeStrategyLink(link)!
    vi.stubEnv('NEXT_PUBLIC_ENGINE_VERSION', '0000aaaa')
    const older = encodeStrategyLink(link)!
    expect(older).toContain('e=0000aaaa')
    expect(decodeStrategyLink(older, [])).toEqual(link)
    vi.stubEnv('NEXT_PUBLIC_ENGINE_VERSION', '0000bbbb')
    expect(decodeStrategyLink(older, [])).toEqual({ ...link, isOfOtherEngine: true })
    expect(decodeStrategyLink(bare, [])).toEqual(link)
    expect(decodeStrategyLink(older.replace('0000aaaa', '<b>'), [])).toBe('malformed')
    vi.unstubAllEnvs()
  })
})
