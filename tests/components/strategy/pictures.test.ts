import { describe, expect, it } from 'vitest'
import type { RunKey } from '../../../engine/worker/protocol'
import { highlightCode } from '../../../components/strategy/logic/highlightCode'
import { queueBars } from '../../../components/strategy/logic/queueScales'
import { firstLineOfSelect } from '../../../components/strategy/logic/selectLine'
import { keyFates, mistakesOf, summaryOf } from '../../../components/strategy/logic/stats'
import { measurementOf } from './support/LabWorker'

const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: 'hash' }

describe('the chart of the queues', () => {
  it('is as high as the fullest queue of all and keeps within its width', () => {
    const { bars, labels, meanY } = queueBars(measurementOf(KEY, 9), 10, 100)
    expect(bars.map(({ count }) => count)).toEqual([5, 4])
    expect(bars[0]).toMatchObject({ x: 0, y: 50, height: 50 })
    expect(bars[1]!.x + bars[1]!.width).toBeCloseTo(100)
    expect(meanY).toBeCloseTo(55)
    expect(labels).toEqual([{ broker: 'room1-broker-a', x: 50 }])
  })

  it('leaves a gap between brokers', () => {
    const queues = ['a', 'b'].map((broker) => ({ broker, queueId: 0 }))
    const { bars } = queueBars(measurementOf(KEY, 4, { queues, perQueue: [2, 2] }), 2, 100)
    expect(bars[1]!.x).toBeGreaterThan(bars[0]!.x + bars[0]!.width + 3)
  })
})

describe('the numbers', () => {
  const failing = measurementOf(KEY, 6)
  const error = { kind: 'threw', message: 'x', line: 4, column: 1 }
  const calls = failing.calls.map((call) => (call.index < 2 ? { ...call, queueId: -1, error } : call))

  it('tell stored from failed, and leave failed ones out of the latency', () => {
    const summary = { stored: 4, failed: 2, keys: 3, medianMicros: 1004, steps: 7 }
    expect(summaryOf({ ...failing, calls })).toMatchObject(summary)
    expect(summaryOf({ ...failing, calls: [] })).toMatchObject({ medianMicros: null, steps: null })
  })

  it('name each mistake once, with its first call', () => {
    expect(mistakesOf({ ...failing, calls })).toMatchObject([{ times: 2, call: { index: 0 } }])
  })

  it('say nothing of the order of keys of which no message was stored', () => {
    const lost = failing.calls.map((call) => ({ ...call, queueId: -1, error }))
    expect(summaryOf({ ...failing, calls: lost })).toMatchObject({ stored: 0, keys: 0, brokenKeys: 0 })
    expect(keyFates({ ...failing, calls: lost }).map(({ messages }) => messages)).toEqual([0, 0, 0])
  })

  it('list keys by how many messages they have', () => {
    const orderBroken = [{ key: 'order-1', queues: ['0', '1'] }]
    const fates = keyFates({ ...measurementOf(KEY, 4), orderBroken })
    expect(fates.map(({ key, messages, queues }) => [key, messages, queues.length]))
      .toEqual([['order-0', 2, 0], ['order-1', 1, 2], ['order-2', 1, 0]])
  })
})

describe('code in the browser', () => {
  it('is lit line by line, and is only ever text', () => {
    expect(highlightCode('/* a\nb */ const x = "<b>"\n')).toEqual([
      '<i class="c">/* a</i>', '<i class="c">b */</i> <i class="k">const</i> x = <i class="s">"&lt;b&gt;"</i>',
    ])
  })

  it('has its first statement where stepping begins', () => {
    expect(firstLineOfSelect('class A {\n  select(\n    mqs\n  ): X {\n    // why\n\n    return mqs[0]\n  }\n}')).toBe(7)
    expect(firstLineOfSelect('nothing')).toBe(1)
  })
})
