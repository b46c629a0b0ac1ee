import { describe, expect, it } from 'vitest'
import { applyConfig } from '../../../engine/cluster/applyConfig'
import { ScenarioError } from '../../../engine/cluster/ScenarioError'

class Settings {
  plain = 1
  watched = 1
  seen: number[] = []

  setWatched(value: number): void {
    this.watched = value
    this.seen.push(value)
  }
}

describe('a setting of a scenario', () => {
  it('goes through the setter where there is one', () => {
    expect(applyConfig(new Settings(), { plain: 2, watched: 3 }, 'it')).toMatchObject({ plain: 2, watched: 3, seen: [3] })
  })

  it('is refused when it is unknown, or of another type', () => {
    expect(() => applyConfig(new Settings(), { other: 2 }, 'it')).toThrow(ScenarioError)
    expect(() => applyConfig(new Settings(), { watched: 'a' }, 'it')).toThrow(ScenarioError)
  })
})
