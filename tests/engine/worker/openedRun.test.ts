/** What is answered from the beginning of a run must be what the whole run answers. */
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype, hasProbeSink } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import { OpenedRun, type Beginning } from '../../../engine/worker/OpenedRun'
import type { Moment, Reply, RunKey, RunRequest, StepKind } from '../../../engine/worker/protocol'
import { recordRun, type Breath } from '../../../engine/worker/recordRun'
import type { RunSession } from '../../../engine/worker/RunSession'
import { Turns } from '../../../engine/worker/Turns'
import { scenarioJson } from '../support/runCluster'

/** Statements are recorded in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const ROOT = path.resolve(import.meta.dirname, '../../..')
const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: null }
const SEND = 'client/producer/DefaultMQProducer#send'
const FROM_FIRST_SEND: Beginning = { anchor: SEND, place: null }

let sites: SiteTable

beforeAll(() => {
  sites = new SiteTable(buildSiteTable(ROOT))
})

function record(breath: Breath): Promise<RunSession> {
  const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis: 4000 })
  return recordRun(KEY, scenario, sites, { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() }, null, breath)
}

/** A run that rests after so many slices, and whose rests are told. */
function opened(beginning: Beginning, rested: (run: OpenedRun) => Promise<void> = async () => {}): OpenedRun {
  return new OpenedRun(beginning, (run) => {
    let isDue = false
    return record({
      told: (progress) => (isDue ||= run.isLookDue(progress)),
      isTired: () => isDue,
      rest: async (soFar) => {
        if (isDue) run.look(soFar())
        isDue = false
        await rested(run)
      },
    })
  })
}

function place({ event, slice, offset, time, stack, lines, variables }: Moment): unknown {
  return { event, slice, offset, time, stack, lines, variables }
}

describe.skipIf(!isTraced)('the beginning of a run', () => {
  let beginning: RunSession
  let whole: RunSession

  beforeAll(async () => {
    let seen: RunSession | null = null
    whole = await record({
      isTired: () => seen === null,
      rest: async (soFar) => {
        const run = soFar()
        if (run.model.calls.length > 4) seen = run
      },
    })
    beginning = seen!
  })

  test('is one: the whole run is longer, and has the same hash as a run that was made without a rest', async () => {
    expect(beginning.model.isWhole).toBe(false)
    expect(whole.model.isWhole).toBe(true)
    expect(beginning.trace.length).toBeLessThan(whole.trace.length / 2)
    expect((await record({})).model.traceHash).toBe(whole.model.traceHash)
  })

  test.each<StepKind>(['into', 'over', 'out'])('knows all steps %s that lead to what is firm', (kind) => {
    let event = beginning.model.calls[0]!.from
    let known = 0
    for (let steps = 0; steps < 300; steps++) {
      const next = beginning.step(event, kind, false)
      if (next.event < beginning.firmUntil && next.event !== event) {
        known++
        expect(place(next)).toEqual(place(whole.step(event, kind, false)))
        expect(place(beginning.step(next.event, kind, true))).toEqual(place(whole.step(next.event, kind, true)))
      }
      event = beginning.step(event, 'into', false).event
    }
    expect(known).toBeGreaterThan(200)
  })

  test('has the marks, calls and frames of the whole run', () => {
    const { marks, calls } = beginning.model
    expect(whole.model.marks.slice(0, marks.length)).toEqual(marks)
    const ended = calls.filter(({ to }) => to !== null)
    expect(whole.model.calls.slice(0, ended.length)).toEqual(ended)
    expect(beginning.frame(0)).toEqual(whole.frame(0))
  })
})

describe.skipIf(!isTraced)('an opened run', () => {
  const ask = (request: RunRequest) => async (run: RunSession): Promise<Reply> => {
    if (request.type === 'seek') return { type: 'moment', moment: run.moment(request.event) }
    if (request.type === 'step') return { type: 'moment', moment: run.step(request.event, request.kind, request.back) }
    return { type: 'run', run: run.modelWith([SEND]) }
  }

  test('answers from its beginning while it goes on, and from its end what lies there', async () => {
    const heard: string[] = []
    let go = (): void => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    const run = opened(FROM_FIRST_SEND, () => gate)
    void run.whole.then(() => heard.push('whole'))
    const say = (what: string) => (reply: Reply): Reply => {
      heard.push(what)
      return reply
    }
    const open: RunRequest = { type: 'open', key: KEY, anchors: [SEND] }
    const first = await run.answer(open, ask(open)).then(say('opened'))
    if (first.type !== 'run') throw new Error(first.type)
    expect(first.run.isWhole).toBe(false)
    const start = first.run.anchors[SEND]!
    const step: RunRequest = { type: 'step', key: KEY, event: start, kind: 'into', back: false, focus: null }
    await run.answer(step, ask(step)).then(say('stepped'))
    const far: RunRequest = { type: 'seek', key: KEY, event: first.run.events + 1000 }
    const later = run.answer(far, ask(far)).then(say('seen'))
    go()
    const reply = await later
    expect(heard).toEqual(['opened', 'stepped', 'whole', 'seen'])
    expect(reply.type === 'moment' && reply.moment.event).toBe(first.run.events + 1000)
    // From now on the whole run answers, also what lies in its beginning: it knows more of it, such as the next timer.
    const near: RunRequest = { type: 'seek', key: KEY, event: start }
    await run.answer(near, (session) => {
      heard.push(`asked of the ${session.model.isWhole ? 'whole' : 'beginning'}`)
      return ask(near)(session)
    })
    expect(heard.at(-1)).toBe('asked of the whole')
    const all: RunRequest = { type: 'open', key: KEY, anchors: [SEND], isWhole: true }
    const last = await run.answer(all, ask(all))
    expect(last.type === 'run' && last.run.anchors[SEND]).toBe(start)
  })

  test('reaches as far as the place that is asked for', async () => {
    const whole = await record({})
    const { slice, offset, event } = whole.moment(whole.trace.length - 30_000)
    const run = await opened({ anchor: null, place: { slice, offset } }).begun
    expect(run.firmUntil).toBeGreaterThan(event)
    expect(run.locate(slice, offset).event).toBe(event)
  })

  test('that is ended before there is anything to see, fails for everyone', async () => {
    const run = new OpenedRun(FROM_FIRST_SEND, () => record({ isTired: () => true, rest: () => Promise.reject(new Error('enough')) }))
    await expect(run.begun).rejects.toThrow('enough')
    await expect(run.whole).rejects.toThrow('enough')
    expect(hasProbeSink()).toBe(false)
  })
})

describe('turns', () => {
  test('come one after the other, also when one of them fails', async () => {
    const turns = new Turns()
    const heard: string[] = []
    const first = turns.take(async () => {
      heard.push('first')
      await Promise.resolve()
      heard.push('still first')
      throw new Error('broken')
    })
    const second = turns.take(() => void heard.push('second'))
    await expect(first).rejects.toThrow('broken')
    await second
    expect(heard).toEqual(['first', 'still first', 'second'])
  })

  test('are given up to those who wait, and come back', async () => {
    const turns = new Turns()
    const heard: string[] = []
    const long = turns.take(async (giveWay) => {
      heard.push('begun')
      await giveWay()
      heard.push('ended')
    })
    await Promise.all([long, turns.take(() => void heard.push('between'))])
    expect(heard).toEqual(['begun', 'between', 'ended'])
  })
})
