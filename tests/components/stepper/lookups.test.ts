/** What is looked for in variables says how far that is, and can be given up. */
import { beforeEach, expect, test } from 'vitest'
import { createStepper } from '../../../components/stepper/logic/createStepper'
import type { StepperState } from '../../../components/stepper/logic/StepperState'
import { FakeWorker } from '../support/FakeWorker'
import { KEY } from '../support/modelOf'

const OF = { event: 20, thread: 1, call: 3 }
const SLOT = { object: 7, path: ['field'] }

let worker: FakeWorker
let state: () => StepperState

beforeEach(async () => {
  worker = new FakeWorker()
  const store = createStepper(() => worker.client())
  state = () => store.getState()
  await state().open(KEY)
})

test('a change that is found is where the worker says, and null when there is none', async () => {
  expect(await state().findChange(OF, SLOT, false)).toEqual({ event: 30, isFromBirth: true })
  expect(await state().findChange(OF, SLOT, true)).toEqual({ event: null, isFromBirth: true })
  expect(worker.requests.at(-1)).toMatchObject({ type: 'change', key: KEY, of: OF, slot: SLOT, back: true })
})

test('how far it is is known while something is looked for, and no longer', async () => {
  worker.notice({ type: 'looking', done: 1, of: 4 })
  expect(state().looked).toBeNull()
  worker.answersAtOnce = false
  const both = [state().findChange(OF, SLOT, false), state().inspect(OF, 'tree', [])]
  expect(state().lookups).toBe(2)
  worker.notice({ type: 'looking', done: 1, of: 4 })
  expect(state().looked).toBe(0.25)
  worker.answerNext()
  await both[0]
  expect(state()).toMatchObject({ lookups: 1, looked: 0.25 })
  worker.answerNext()
  await both[1]
  expect(state()).toMatchObject({ lookups: 0, looked: null })
})

test('what is given up says so, and a question that fails is over too', async () => {
  state().stopLookups()
  worker.answersAtOnce = false
  const all = Promise.all([
    state().findChange(OF, SLOT, false), state().inspect(OF, 'tree', []), state().objects(20, 'broker-a', []),
  ])
  state().stopLookups()
  expect(await all).toEqual(['given-up', 'given-up', 'given-up'])

  worker.answersAtOnce = true
  worker.makeModel = () => {
    throw new Error('no such run')
  }
  await expect(state().findChange(OF, SLOT, false)).rejects.toThrow('no such run')
  expect(state()).toMatchObject({ lookups: 0, looked: null })
})
