import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStepper } from '../../../components/stepper/logic/createStepper'
import { rangeOf } from '../../../components/stepper/logic/range'
import type { StepperState } from '../../../components/stepper/logic/StepperState'
import { FakeWorker } from '../support/FakeWorker'
import { KEY, modelOf } from '../support/modelOf'

/** A clock that goes when the test says so. */
class HandClock {
  private next: (() => void) | null = null

  readonly wait = (action: () => void): (() => void) => {
    this.next = action
    return () => {
      if (this.next === action) this.next = null
    }
  }

  get isWaiting(): boolean {
    return this.next !== null
  }

  async tick(): Promise<void> {
    const action = this.next
    this.next = null
    action?.()
    await settled()
  }
}

/** Lets everything that waits for nothing but its turn go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

let worker: FakeWorker
let clock: HandClock
let state: () => StepperState

beforeEach(() => {
  worker = new FakeWorker()
  clock = new HandClock()
  const store = createStepper(() => worker.client(), clock.wait)
  state = () => store.getState()
})

function seeks(): number[] {
  return worker.requests.flatMap((request) => (request.type === 'seek' ? [request.event] : []))
}

describe('opening', () => {
  it('starts no worker before there is something to run', () => {
    const store = createStepper(() => {
      throw new Error('too early')
    })
    expect(store.getState().run).toBeNull()
  })

  it('goes to the first call and lists one branch', async () => {
    await state().open(KEY)
    expect(state().run?.key).toEqual(KEY)
    expect(state().cursor).toBe(state().run!.calls[0]!.from)
    expect(state().moment?.event).toBe(state().cursor)
    expect(state().branches).toHaveLength(1)
    expect(state().busy).toBe(false)
  })

  it('goes to the anchor that was asked for before the run was there', async () => {
    worker.makeModel = (key) => modelOf(2, { key, anchors: { 'a#b': 150 } })
    const opened = state().open(KEY, ['a#b'])
    expect(state().goToAnchor('a#b')).toBe(true)
    await opened
    expect(state().cursor).toBe(150)
    expect(state().goToAnchor('unknown')).toBe(false)
    await state().open(KEY, ['a#b'])
    expect(state().cursor).toBe(150)
  })

  it('begins at an anchor while the run before, which has it too, stays where it is', async () => {
    worker.makeModel = (key) => modelOf(2, { key, anchors: { 'a#b': 150 } })
    await state().open(KEY, ['a#b'])
    await state().seek(170)
    const opened = state().open({ ...KEY, seed: KEY.seed + 1 })
    state().beginAt('a#b')
    expect(state().cursor).toBe(170)
    await opened
    expect([state().run?.key.seed, state().cursor, state().jumps]).toEqual([KEY.seed + 1, 150, 0])
  })

  it('says what went wrong, and tells of disks in memory', async () => {
    worker.makeModel = () => {
      throw new Error('brokers[0].port: expected a number')
    }
    await state().open(KEY)
    expect(state().error).toContain('brokers[0].port')
    worker.makeModel = (key) => modelOf(1, { key, storageReason: 'second-tab' })
    await state().open(KEY)
    expect(state().error).toBeNull()
    expect(state().notices).toEqual([{ kind: 'memory', reason: 'second-tab' }])
  })

  it('shows how far a long run is, only while it is being made', async () => {
    worker.answersAtOnce = false
    const opened = state().open(KEY)
    worker.notice({ type: 'progress', events: 5000, time: 3 })
    expect(state()).toMatchObject({ busy: true, progress: { events: 5000, time: 3 } })
    worker.answerNext()
    await settled()
    worker.answerNext()
    await opened
    expect(state()).toMatchObject({ busy: false, progress: null })
  })

  it('forgets the run before when another is asked for meanwhile', async () => {
    worker.answersAtOnce = false
    const first = state().open(KEY)
    const second = state().open({ ...KEY, seed: 2 })
    worker.answerNext()
    worker.answerNext()
    await settled()
    expect(worker.requests).toHaveLength(3)
    worker.answerNext()
    await Promise.all([first, second])
    expect(state().run?.key.seed).toBe(2)
  })
})

describe('a run that is shown before it is whole', () => {
  const anchors = { early: 110, late: 300 }

  beforeEach(async () => {
    worker.eventsAtFirst = 200
    worker.makeModel = (key) => modelOf(4, { key, anchors })
    await state().open(KEY, Object.keys(anchors))
  })

  it('can be stepped in, and grows around the reader', async () => {
    expect(state().run?.isWhole).toBe(false)
    expect(state().busy).toBe(false)
    await state().step('into')
    const { cursor } = state()
    worker.finishRuns()
    await settled()
    expect(state().run).toMatchObject({ isWhole: true, events: modelOf(4).events })
    expect(state().branches[0]!.model).toBe(state().run)
    expect(state().cursor).toBe(cursor)
    // What the beginning couldn't know of the moment, such as the next timer.
    expect(seeks().at(-1)).toBe(cursor)
  })

  it('that is to begin further on takes its reader there as soon as it has come so far', async () => {
    worker.answersAtOnce = false
    const opened = state().open({ ...KEY, seed: 3 }, Object.keys(anchors))
    state().goToAnchor('late')
    worker.answersAtOnce = true
    worker.answerNext()
    await opened
    expect(state().cursor).toBe(anchors.early)
    worker.finishRuns()
    await settled()
    expect(state().cursor).toBe(anchors.late)
  })

  it('grows while the reader is on the way to another place, who arrives there', async () => {
    worker.answersAtOnce = false
    const moved = state().runToLine('a', 120)
    worker.finishRuns()
    await settled()
    worker.answersAtOnce = true
    worker.answerNext()
    await moved
    await settled()
    expect(state().run?.isWhole).toBe(true)
    expect(state().cursor).toBe(120)
    expect(seeks().at(-1)).toBe(120)
  })

  it('is asked for its rest once', async () => {
    const wholes = (): number => worker.requests.filter((request) => request.type === 'open' && request.isWhole === true).length
    const waiting = [state().whole(), state().whole()]
    expect(wholes()).toBe(1)
    worker.finishRuns()
    await Promise.all(waiting)
    expect(state().run?.isWhole).toBe(true)
    await state().whole()
    expect(wholes()).toBe(1)
  })

  it('leads to a place that is not there yet, as soon as it is', async () => {
    expect(state().goToAnchor('late')).toBe(true)
    await settled()
    expect(state().cursor).toBe(110)
    worker.finishRuns()
    await settled()
    expect(state().cursor).toBe(300)
  })

  it('leads to its end, and not to the end of what is there', async () => {
    await state().goToEnd()
    await settled()
    expect(state().cursor).toBe(110)
    worker.finishRuns()
    await settled()
    expect(state().cursor).toBe(rangeOf(state().run!, 110, state().scope).to)
    expect(state().cursor).toBeGreaterThan(200)
  })

  it('takes away neither the place in the source nor the call that the reader is looking at', async () => {
    const call = state().moment!.stack.at(-1)!.enterEvent
    await state().showCall(call)
    const place = { file: 'engine/client/Validators.ts', line: 1 }
    state().look(place, null)
    worker.finishRuns()
    await settled()
    expect(state().run?.isWhole).toBe(true)
    expect(state().looks).toEqual([place])
    expect(worker.requests.at(-1)).toMatchObject({ type: 'seek', call })
    await state().step('into')
    expect(state().looks).toEqual([])
  })

  it.each([
    ['steps', () => state().step('into')],
    ['goes through time', () => state().seek(150)],
    ['goes to another place', () => Promise.resolve(state().goToAnchor('early'))],
  ])('leads nowhere when the reader %s meanwhile', async (_, move) => {
    state().goToAnchor('late')
    await move()
    const { cursor } = state()
    worker.finishRuns()
    await settled()
    expect(state().cursor).toBe(cursor)
  })

  it('stays wanted when another run is given up', async () => {
    worker.answersAtOnce = false
    const broken = state().breakIt({ kind: 'kill', node: 'broker-a' })
    await settled()
    state().cancel()
    await broken
    worker.answersAtOnce = true
    worker.eventsAtFirst = Infinity
    worker.answerNext()
    await settled()
    expect(state().run?.isWhole).toBe(true)
    expect(state().error).toBeNull()
  })

  it('can be broken at once: the other run is to reach as far as the fault', async () => {
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    const asked = worker.requests.filter((request) => request.type === 'open' && request.key.interventions.length > 0)
    expect(asked[0]).toMatchObject({ place: { slice: 11, offset: 0 } })
    expect(state().branches).toHaveLength(2)
    worker.finishRuns()
    await settled()
    expect(state().branches.map(({ model }) => model.isWhole)).toEqual([true, true])
  })
})

describe('moving', () => {
  beforeEach(() => state().open(KEY))

  it('moves the cursor at once and asks only for the latest place', async () => {
    worker.answersAtOnce = false
    worker.requests.length = 0
    const moved = [200, 201, 202, 203, 210].map((event) => state().seek(event))
    expect(state().cursor).toBe(210)
    worker.answerNext()
    await settled()
    expect(state().moment?.event).toBe(200)
    expect(state().cursor).toBe(210)
    worker.answerNext()
    await Promise.all(moved)
    expect(seeks()).toEqual([200, 210])
    expect(state().moment?.event).toBe(210)
  })

  it('goes along with what is dragged, and shows its moments one by one, each for a while', async () => {
    worker.requests.length = 0
    const moved = [200, 201, 202].map((event) => state().drag(event))
    await settled()
    expect(seeks()).toEqual([200])
    expect([state().cursor, state().moment?.event]).toEqual([202, 200])
    await clock.tick()
    expect(state().moment?.event).toBe(202)
    void state().drag(203)
    await settled()
    expect([state().cursor, state().moment?.event]).toEqual([203, 202])
    await clock.tick()
    await Promise.all(moved)
    expect(seeks()).toEqual([200, 202, 203])
    await clock.tick()
    expect([clock.isWaiting, state().cursor, state().moment?.event]).toEqual([false, 203, 203])
  })

  it('shows at once where a step leads to from what is dragged', async () => {
    await state().drag(200)
    void state().drag(300)
    await state().step('over')
    expect([state().moment?.event, clock.isWaiting]).toEqual([state().cursor, false])
    expect(seeks()).not.toContain(300)
    expect(worker.requests.at(-1)).toMatchObject({ type: 'step', event: 300 })
  })

  it('waits for nothing that was dragged in another run', async () => {
    await state().drag(200)
    void state().drag(300)
    await state().open({ ...KEY, seed: KEY.seed + 1 })
    expect([state().moment?.event, clock.isWaiting]).toEqual([state().cursor, false])
    expect(seeks()).not.toContain(300)
  })

  it('keeps within the run', async () => {
    await state().seek(-5)
    expect(state().cursor).toBe(0)
    await state().seek(1e9)
    expect(state().cursor).toBe(state().run!.events - 1)
  })

  it('steps from where one is, there and back', async () => {
    await state().seek(200)
    await state().step('into')
    await state().step('over')
    expect(state().cursor).toBe(206)
    await state().step('over', true)
    await state().step('into', true)
    expect(state().cursor).toBe(200)
    await state().nextTimer()
    expect(state().cursor).toBe(Math.min(700, state().run!.events - 1))
  })

  it('says so when a line never runs, and stays', async () => {
    await state().seek(200)
    await state().runToLine('engine/x.ts', 1234)
    expect(state().cursor).toBe(200)
    expect(state().notices).toEqual([{ kind: 'no-such-line', file: 'engine/x.ts', line: 1234 }])
    await state().runToLine('engine/x.ts', 150)
    expect(state().cursor).toBe(150)
    state().dismiss('no-such-line')
    expect(state().notices).toEqual([])
  })

  it('says when a step leads nowhere, until one leads somewhere', async () => {
    await state().open(KEY)
    await state().seek(0)
    await state().step('into', true)
    expect(state().notices).toEqual([{ kind: 'no-step', step: 'into', back: true }])
    await state().step('over')
    expect(state().notices).toEqual([])
    await state().seek(state().run!.events - 1)
    await state().step('out')
    expect(state().notices).toEqual([{ kind: 'no-step', step: 'out', back: false }])
  })
})

describe('a chosen thread', () => {
  beforeEach(() => state().open(KEY))

  it('is stepped in, and stays while time passes', async () => {
    await state().followThread(7)
    await state().step('over')
    expect(worker.requests.at(-1)).toMatchObject({ type: 'step', thread: 7 })
    await state().seek(300)
    expect(worker.requests.at(-1)).toMatchObject({ type: 'seek', thread: 7 })
    expect(state().thread).toBe(7)
  })

  it('gives way when the cursor goes to a place in another one', async () => {
    await state().followThread(7)
    await state().runToLine('engine/x.ts', 150)
    expect(state().moment?.thread).toBe(1)
    expect(state().thread).toBeNull()
    await state().followThread(7)
    await state().goTo(200)
    expect(worker.requests.at(-1)).toEqual({ type: 'seek', key: KEY, event: 200 })
    expect(state().thread).toBeNull()
  })
})

describe('a call of the stack', () => {
  beforeEach(async () => {
    await state().open(KEY)
    await state().seek(200)
  })

  it('is shown while time stands still, until the next step', async () => {
    const { event, stack } = state().moment!
    await state().showCall(stack[1]!.enterEvent)
    expect(state().moment).toMatchObject({ event, call: 1 })
    expect(state()).toMatchObject({ cursor: event, jumps: 0 })
    await state().step('into')
    expect(state().moment!.call).toBe(0)
  })

  it('is reached from the one within it and from the one around it, as far as there are any', async () => {
    await state().showNextCall(false)
    expect(state().moment!.call).toBe(0)
    await state().showNextCall(true)
    await state().showNextCall(true)
    expect(state().moment!.call).toBe(1)
    await state().showNextCall(false)
    expect(state().moment!.call).toBe(0)
  })

  it('is shown in the thread that is followed', async () => {
    await state().followThread(7)
    await state().showNextCall(true)
    expect(worker.requests.at(-1)).toMatchObject({ type: 'seek', thread: 7, call: 110 })
    expect(state().thread).toBe(7)
  })

  it('has a beginning, from which there is a way back', async () => {
    await state().goToBeginning(110)
    expect(state().cursor).toBe(111)
    expect(state().jumps).toBe(1)
  })
})

describe('looking at the source', () => {
  const HERE = { file: 'engine/here.ts', line: 5 }
  const THERE = { file: 'engine/there.ts', line: 50 }
  beforeEach(() => state().open(KEY))

  it('leaves time alone, and leads back the way it came', async () => {
    const { cursor } = state()
    state().look(THERE, HERE)
    state().look({ ...THERE, line: 70 }, THERE)
    expect(state().looks.map(({ line }) => line)).toEqual([5, 50, 70])
    state().lookBack()
    state().lookBack()
    expect(state().looks).toEqual([HERE])
    state().lookBack()
    expect(state().looks).toEqual([])
    expect(state().cursor).toBe(cursor)
  })

  it('ends when the run goes on, and when another one is shown', async () => {
    state().look(THERE, null)
    await state().step('into')
    expect(state().looks).toEqual([])
    state().look(THERE, null)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    expect(state().looks).toEqual([])
  })

  it('ends what plays, which would take it away', async () => {
    state().play()
    state().look(THERE, null)
    expect(state().playing).toBe(false)
  })
})

describe('leaving for another place', () => {
  it('is told from going on', async () => {
    await state().open(KEY)
    await state().seek(200)
    await state().step('into')
    expect(state().jumps).toBe(0)
    await state().goTo(300)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().selectBranch(state().branches[0]!.id)
    expect(state().jumps).toBe(3)
  })
})

describe('a run that is given up', () => {
  it('leaves the one before where it was', async () => {
    await state().open(KEY)
    await state().seek(237)
    worker.answersAtOnce = false
    const breaking = state().breakIt({ kind: 'kill', node: 'broker-a' })
    await settled()
    expect(state().busy).toBe(true)
    state().cancel()
    await breaking
    expect(state()).toMatchObject({ busy: false, error: null, cursor: 237 })
    expect(state().branches).toHaveLength(1)
    expect(state().notices).toEqual([{ kind: 'cancelled' }])
  })
})

describe('playing', () => {
  beforeEach(() => state().open(KEY))

  it('visits every statement of the thread, and what happens elsewhere between two of them', async () => {
    const visited = new Set<number>()
    await state().seek(104)
    state().play()
    for (let i = 0; i < 60; i++) {
      await clock.tick()
      visited.add(state().cursor)
    }
    const { items } = state().run!
    const passed = items.map(({ event }) => event).filter((event) => event > 104 && event <= state().cursor)
    expect(passed.length).toBeGreaterThan(3)
    for (const event of passed) expect(visited).toContain(event)
  })

  it('stops at the end, and begins again from there', async () => {
    const end = state().run!.events - 1
    await state().seek(end - 3)
    state().setSpeed(2000)
    state().play()
    await clock.tick()
    expect(state().cursor).toBe(end)
    expect(state().playing).toBe(false)
    expect(clock.isWaiting).toBe(false)
    state().play()
    await settled()
    expect(state().cursor).toBeLessThan(100)
  })

  it('stops when the reader takes a step', async () => {
    state().play()
    await state().step('into', true)
    expect(state().playing).toBe(false)
    expect(clock.isWaiting).toBe(false)
  })
})

describe('breaking', () => {
  beforeEach(() => state().open(KEY))

  it('forks at the cursor, at the next slice, and stays there', async () => {
    await state().seek(237)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    const [first, second] = state().branches
    expect(state().branches).toHaveLength(2)
    expect(second).toMatchObject({
      parent: first!.id,
      cause: { type: 'fault', intervention: { slice: 24, fault: { kind: 'kill', node: 'broker-a' } } },
    })
    expect(state().run?.key.interventions).toEqual([{ slice: 24, fault: { kind: 'kill', node: 'broker-a' } }])
    expect(state().cursor).toBe(237)
  })

  it('drops what had been broken later than that', async () => {
    await state().seek(400)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().seek(200)
    await state().breakIt({ kind: 'power-cut', node: 'broker-b' })
    expect(state().run?.key.interventions).toEqual([{ slice: 21, fault: { kind: 'power-cut', node: 'broker-b' } }])
    expect(state().branches).toHaveLength(3)
  })

  it('goes back to where the reader was in the other branch', async () => {
    await state().seek(237)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().seek(300)
    await state().selectBranch(state().branches[0]!.id)
    expect(state().cursor).toBe(237)
    expect(state().run?.key.interventions).toEqual([])
    await state().selectBranch(state().branches[1]!.id)
    expect(state().cursor).toBe(300)
  })

  it('lists the same fault at the same place once', async () => {
    await state().seek(237)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().selectBranch(state().branches[0]!.id)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    expect(state().branches).toHaveLength(2)
  })

  it('removes a branch with all that grew on it, never the first', async () => {
    await state().seek(237)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().seek(300)
    await state().breakIt({ kind: 'kill', node: 'broker-b' })
    const [first, second] = state().branches
    await state().removeBranch(first!.id)
    expect(state().branches).toHaveLength(3)
    await state().removeBranch(second!.id)
    expect(state().branches.map(({ id }) => id)).toEqual([first!.id])
    expect(state().branch).toBe(first!.id)
  })

  it('runs again with another selector at the beginning of the same call', async () => {
    const { calls } = state().run!
    await state().seek(calls[2]!.from + 30)
    await state().chooseSelector('hash')
    expect(state().run?.key.selector).toBe('hash')
    expect(state().cursor).toBe(calls[2]!.from)
  })
})

describe('another option of the scenario', () => {
  it('makes a run of its own, at the beginning of the same call, and is not made twice', async () => {
    await state().open(KEY)
    const { calls } = state().run!
    await state().seek(calls[1]!.from + 10)
    await state().chooseVariant('flush', 'sync', 'flush: sync')
    expect(state().run?.key.variants).toEqual({ flush: 'sync' })
    expect(state().cursor).toBe(calls[1]!.from)
    await state().chooseVariant('timeout', '6s', 'timeout: 6s')
    expect(state().run?.key.variants).toEqual({ flush: 'sync', timeout: '6s' })
    await state().chooseVariant('timeout', null, 'timeout: 3s')
    expect(state().run?.key.variants).toEqual({ flush: 'sync' })
    expect(state().branches).toHaveLength(3)
    await state().chooseVariant('flush', null, 'flush: async')
    expect(state().run?.key).toEqual(KEY)
    expect(state().branches).toHaveLength(3)
  })

  it('stays when something is broken, and when another selector is chosen', async () => {
    await state().open(KEY)
    await state().chooseVariant('flush', 'sync', 'flush: sync')
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().chooseSelector('hash')
    expect(state().run?.key).toMatchObject({ variants: { flush: 'sync' }, selector: 'hash' })
    expect(state().run?.key.interventions).toHaveLength(1)
    expect(await state().link()).toContain('w=flush~sync')
  })
})

describe('code of the reader’s own', () => {
  const CODE = 'export default class Mine {}\n'

  it('makes a branch of the run, and goes to the line in which it is called', async () => {
    await state().open(KEY)
    await state().runCode(CODE, 123)
    expect(state().run?.key).toEqual({ ...KEY, code: CODE })
    expect(state().cursor).toBe(123)
    expect(state().branches.map(({ cause }) => cause.type)).toEqual(['start', 'code'])
  })

  it('takes the place of the run with the code of before, but not of one that others came of', async () => {
    await state().open(KEY)
    await state().runCode(CODE, null)
    await state().runCode(`${CODE}// 2`, null)
    expect(state().branches.map(({ key }) => key.code)).toEqual([undefined, `${CODE}// 2`])
    expect(state().branches[1]!.parent).toBe(state().branches[0]!.id)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().selectBranch(state().branches[1]!.id)
    await state().runCode(`${CODE}// 3`, null)
    expect(state().branches).toHaveLength(4)
  })

  it('says nothing when the line never runs', async () => {
    await state().open(KEY)
    await state().runCode(CODE, 5000)
    expect(state().notices).toEqual([])
  })

  it('leaves when another way of choosing is taken', async () => {
    await state().open(KEY)
    await state().runCode(CODE, null)
    await state().chooseSelector(null)
    expect(state().run?.key).toEqual(KEY)
    expect(state().branches).toHaveLength(2)
  })

  it('goes into a link, and out of one only when the reader says so', async () => {
    await state().open(KEY)
    await state().runCode(CODE, 123)
    const link = (await state().link())!
    const other = new FakeWorker()
    const prepared: Array<string | null | undefined> = []
    const store = createStepper(() => other.client(), clock.wait, async ({ code }) => void prepared.push(code))
    await store.getState().openLink(`#${link}`, KEY, [])
    expect(store.getState().offered?.key.code).toBe(CODE)
    expect(store.getState().isWriting).toBe(true)
    expect(JSON.stringify(other.requests)).not.toContain('Mine')
    await store.getState().runOffered()
    expect(store.getState().offered).toBeNull()
    expect(store.getState().run?.key).toEqual({ ...KEY, code: CODE })
    expect(store.getState().cursor).toBe(123)
    expect(prepared.at(-1)).toBe(CODE)
  })

  it('is not in a link when it is too long for one', async () => {
    await state().open(KEY)
    let seed = 1
    const next = (): number => (seed = (seed * 48271) % 2147483647)
    const noise = Array.from({ length: 12_000 }, () => String.fromCharCode(33 + (next() % 90)))
    await state().runCode(`// ${noise.join('')}`, null)
    expect(await state().link()).toBeNull()
  })

  it('is refused when the link is damaged', async () => {
    await state().openLink('#s=send-call&seed=1&k=AAAA&c=1.1&v=1', KEY, [])
    expect(state().notices).toEqual([{ kind: 'bad-link', problem: 'malformed' }])
    expect(state()).toMatchObject({ offered: null, isWriting: false })
    expect(state().run?.key).toEqual(KEY)
  })
})

describe('links', () => {
  it('lead to the same moment', async () => {
    await state().open(KEY)
    await state().seek(237)
    await state().breakIt({ kind: 'kill', node: 'broker-a' })
    await state().seek(321)
    const link = await state().link()

    const other = createStepper(() => new FakeWorker().client(), clock.wait)
    await other.getState().openLink(`#${link}`, KEY)
    expect(other.getState().cursor).toBe(321)
    expect(other.getState().run?.key).toEqual(state().run?.key)
    expect(other.getState().branches.map(({ cause }) => cause.type)).toEqual(['start', 'link'])
    expect(other.getState().notices).toEqual([])

    // What is pasted into the address later needs no other words; a run that has been made is not made again.
    await other.getState().openLink('#s=send-call&seed=1&c=20.5&v=1')
    expect(other.getState().cursor).toBe(205)
    expect(other.getState().branches).toHaveLength(2)
    expect(other.getState().branch).toBe(other.getState().branches[0]!.id)
  })

  describe('of another version of the engine', () => {
    afterEach(() => vi.unstubAllEnvs())

    const withEngine = (version: string): (() => StepperState) => {
      vi.stubEnv('NEXT_PUBLIC_ENGINE_VERSION', version)
      return createStepper(() => new FakeWorker().client(), clock.wait).getState
    }

    it('are followed, and the reader is told', async () => {
      const older = withEngine('0000aaaa')
      await older().open(KEY)
      await older().seek(237)
      const link = await older().link()
      expect(link).toContain('e=0000aaaa')
      await older().openLink(`#${link}`, KEY)
      expect(older().notices).toEqual([])

      const newer = withEngine('0000bbbb')
      await newer().openLink(`#${link}`, KEY)
      expect(newer().cursor).toBe(237)
      expect(newer().notices).toEqual([{ kind: 'other-engine' }])
      expect(await newer().link()).toContain('e=0000bbbb')
    })

    it('say so when they lead nowhere any more; those without a version are taken as they are', async () => {
      const newer = withEngine('0000bbbb')
      await newer().openLink('#s=send-call&seed=1&c=999999.0&e=0000aaaa&v=1', KEY)
      expect(newer().notices).toEqual([{ kind: 'bad-link', problem: 'outdated' }])
      newer().dismiss('bad-link')
      await newer().openLink('#s=send-call&seed=1&c=20.5&v=1', KEY)
      expect(newer().notices).toEqual([])
    })
  })

  it('that are broken open the lesson at its start, with a notice', async () => {
    await state().openLink('#s=send-call&seed=1&v=7', KEY)
    expect(state().notices).toEqual([{ kind: 'bad-link', problem: 'outdated' }])
    expect(state().cursor).toBe(state().run!.calls[0]!.from)
  })

  it('that lead beyond the run do so as well', async () => {
    await state().openLink('#s=send-call&seed=1&c=999999.0&v=1', KEY)
    expect(state().notices).toEqual([{ kind: 'bad-link', problem: 'malformed' }])
    expect(state().cursor).toBe(state().run!.calls[0]!.from)
    expect(state().busy).toBe(false)
  })

  it('are no notice when there is none', async () => {
    await state().openLink('', KEY)
    expect(state().notices).toEqual([])
  })
})
