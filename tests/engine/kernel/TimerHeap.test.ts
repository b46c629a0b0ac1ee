import { describe, expect, it } from 'vitest'
import { Random } from '../../../engine/kernel/Random'
import { TimerHeap } from '../../../engine/kernel/TimerHeap'

describe('TimerHeap', () => {
  it('gives back by time, and what has the same time in the order of arrival', () => {
    const random = new Random(7)
    const heap = new TimerHeap(4)
    const model: Array<{ time: number; slot: number }> = []
    for (let slot = 0; slot < 3000; slot++) {
      const time = random.nextInt(200)
      heap.push(time, slot)
      model.push({ time, slot })
    }
    model.sort((one, other) => one.time - other.time)
    const popped: Array<{ time: number; slot: number }> = []
    while (heap.size > 0) popped.push({ time: heap.earliest, slot: heap.pop() })
    expect(popped).toEqual(model)
  })

  it('stays in order while timers come and go', () => {
    const random = new Random(8)
    const heap = new TimerHeap(2)
    let model: Array<{ time: number; slot: number }> = []
    for (let slot = 0; slot < 5000; slot++) {
      if (random.nextInt(3) > 0 || model.length === 0) {
        const time = random.nextInt(1000)
        heap.push(time, slot)
        const index = model.findIndex((each) => each.time > time)
        model.splice(index < 0 ? model.length : index, 0, { time, slot })
      } else {
        expect([heap.earliest, heap.earliestSlot]).toEqual([model[0]!.time, model[0]!.slot])
        expect(heap.pop()).toBe(model[0]!.slot)
        model = model.slice(1)
      }
      expect(heap.size).toBe(model.length)
    }
  })
})
