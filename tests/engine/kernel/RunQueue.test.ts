import { describe, expect, it } from 'vitest'
import { RunQueue } from '../../../engine/kernel/RunQueue'
import type { Thread } from '../../../engine/kernel/Thread'

describe('RunQueue', () => {
  it('is first in, first out while it wraps around and grows', () => {
    const queue = new RunQueue()
    const threads = Array.from({ length: 500 }, (_, id) => ({ id }) as Thread)
    const out: number[] = []
    let next = 0
    for (let round = 0; next < threads.length; round++) {
      for (let count = 0; count < 7 && next < threads.length; count++) queue.push(threads[next++]!)
      for (let count = 0; count < 4; count++) out.push(queue.pop()!.id)
    }
    for (let thread = queue.pop(); thread !== null; thread = queue.pop()) out.push(thread.id)
    expect(out).toEqual(threads.map(({ id }) => id))
  })
})
