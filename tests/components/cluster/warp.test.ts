import { describe, expect, test } from 'vitest'
import { warpOf } from '../../../components/cluster/logic/warp'
import { modelOf } from '../support/modelOf'

describe('a run that goes by itself', () => {
  const model = modelOf(50)

  test('goes through its frames in their order, and never back', () => {
    const warp = warpOf(model)
    const events = Array.from({ length: 200 }, (_, step) => warp.at((step / 200) * warp.length).event)
    expect(events).toEqual([...events].sort((one, other) => one - other))
    expect(new Set(events).size).toBeGreaterThan(10)
  })

  test('begins where it is told to, with the time of that place', () => {
    const from = Math.floor(model.events / 2)
    const first = warpOf(model, from).at(0)
    expect(first.event).toBeGreaterThanOrEqual(from)
    expect(first.time).toBeGreaterThan(0)
  })
})
