import { describe, expect, test } from 'vitest'
import { ALL_PANES, fillingPane, readPanes, togglePane } from '../../../components/lesson/logic/panes'

describe('which panes are shown', () => {
  test('a pane that is hidden comes back by the same key, and the last one stays', () => {
    const one = togglePane(togglePane(ALL_PANES, 'prose'), 'source')
    expect(one.hidden).toEqual(['prose', 'source'])
    expect(togglePane(one, 'picture')).toBe(one)
    expect(togglePane(one, 'prose').hidden).toEqual(['source'])
  })

  test('the room of what is hidden goes to the source, else to the picture, else to the text', () => {
    expect(fillingPane(ALL_PANES)).toBe('source')
    expect(fillingPane({ ...ALL_PANES, hidden: ['source'] })).toBe('picture')
    expect(fillingPane({ ...ALL_PANES, hidden: ['source', 'picture'] })).toBe('prose')
  })

  test('what was kept comes back', () => {
    const kept = { hidden: ['source'], single: 'picture', prose: 30, picture: 40 } as const
    expect(readPanes(JSON.stringify(kept))).toEqual(kept)
  })

  test('what makes no sense is left out', () => {
    expect(readPanes(null)).toEqual(ALL_PANES)
    expect(readPanes('{')).toEqual(ALL_PANES)
    expect(readPanes('null')).toEqual(ALL_PANES)
    expect(readPanes('{"hidden":["prose","source","picture"],"single":"lid","prose":900,"picture":"wide"}'))
      .toEqual({ ...ALL_PANES, prose: 55 })
  })
})
