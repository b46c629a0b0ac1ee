import { describe, expect, it } from 'vitest'
import { LARGEST_SEED, seedOf } from '../../../components/drill/logic/seed'
import { verdictOf } from '../../../components/drill/logic/verdict'
import { consequencesOf } from '../../../components/faults/logic/consequences'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { stepperZh } from '../../../components/i18n/zh/stepper'
import { describeMark } from '../../../components/sequence/logic/describe'
import { createStepper } from '../../../components/stepper/logic/createStepper'
import { laneOf } from '../../../components/timeline/logic/lanes'
import { DRILL_IS_OVER } from '../../../engine/cluster/clusterdrill/ClusterDrillNode'
import type { Mark, RunModel } from '../../../engine/worker/protocol'
import { FakeWorker } from '../support/FakeWorker'
import { KEY, modelOf } from '../support/modelOf'

const DETAIL = 'message 3, at 512, was safe and is lost'
const BROKEN: Mark = {
  event: 200, time: 2_000_000, kind: 'error', node: 'drill',
  data: { type: 'promise-broken', process: 'drill', operation: 7, promise: 'keeps', detail: DETAIL },
}

function withBrokenPromise(model: RunModel): RunModel {
  return { ...model, marks: [...model.marks, BROKEN] }
}

describe('a seed', () => {
  it('is a whole number up to the limit that the message names', () => {
    expect([seedOf('0'), seedOf(' 344 '), seedOf(String(LARGEST_SEED))]).toEqual([0, 344, LARGEST_SEED])
    for (const text of ['', '-1', '1.5', '1e3', 'x', '9007199254740992']) expect(seedOf(text)).toBeNull()
  })
})

describe('a run in which a promise is broken', () => {
  it('says which one, at which operation, and what was found, in both languages', () => {
    const model = withBrokenPromise(modelOf(4))
    expect(verdictOf(model)).toEqual({ kind: 'broken', operation: 7, detail: DETAIL, event: 200 })
    expect(describeMark(BROKEN, stepperEn)).toBe(
      `A promise is broken at operation 7: ${stepperEn.events.promises.keeps} Found: ${DETAIL}`,
    )
    expect(describeMark(BROKEN, stepperZh)).toContain(`${stepperZh.events.promises.keeps}发现：${DETAIL}`)
  })

  it('has a cross on the timeline, and is among what came of a fault', () => {
    expect(laneOf(BROKEN)).toBe('faults')
    expect(consequencesOf(withBrokenPromise(modelOf(4)), 150)).toContainEqual({ type: 'mark', event: 200, mark: BROKEN })
  })

  it('is noticed when it is opened, and the notice goes with the run', async () => {
    const worker = new FakeWorker()
    worker.makeModel = (key) => (key.seed === 5 ? withBrokenPromise(modelOf(4, { key })) : modelOf(4, { key }))
    const store = createStepper(() => worker.client())
    const kinds = (): string[] => store.getState().notices.map(({ kind }) => kind)
    await store.getState().open({ ...KEY, seed: 5 })
    expect(store.getState().notices).toEqual([{ kind: 'promise-broken', mark: BROKEN }])
    await store.getState().open({ ...KEY, seed: 6 })
    expect(kinds()).toEqual([])
  })
})

it('each operation is announced in words', () => {
  const data = { type: 'drill-operation', process: 'drill', operation: 3, label: 'put(Orders/1, 700 B)' }
  const mark: Mark = { event: 10, time: 1, kind: 'state', node: 'drill', data }
  expect(describeMark(mark, stepperEn)).toBe('drill, operation 3: put(Orders/1, 700 B)')
  expect(describeMark(mark, stepperZh)).toBe('drill 的第 3 个操作：put(Orders/1, 700 B)')
})

it('a cluster drill has kept its promises when it says that it is over, calls of dead producers aside', () => {
  const key = { ...KEY, scenario: 'cluster-drill' }
  const model = modelOf(4, { key })
  const data = { type: 'drill-operation', process: 'drill', operation: 6, label: DRILL_IS_OVER }
  const over: Mark = { event: 300, time: 3, kind: 'state', node: 'drill', data }
  expect(verdictOf(model)).toEqual({ kind: 'ended' })
  expect(verdictOf({ ...model, marks: [...model.marks, over] })).toMatchObject({ kind: 'kept' })
})

describe('a run in which none is broken', () => {
  it('has kept its promises', () => {
    expect(verdictOf(modelOf(4))).toMatchObject({ kind: 'kept', operations: modelOf(4).calls.length })
  })

  it('says nothing of promises when somebody has interfered', () => {
    const key = { ...KEY, interventions: [{ slice: 3, fault: { kind: 'kill', node: 'store' } as const }] }
    expect(verdictOf(modelOf(4, { key }))).toEqual({ kind: 'ended' })
  })
})
