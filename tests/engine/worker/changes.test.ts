/** "When did this change?" must be answered as somebody would who walks the run statement by statement. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { EventKind } from '../../../engine/trace/EventKind'
import { classOfPrototype, hasProbeSink } from '../../../engine/trace/probe'
import type { Cursor, ValueSlot, Variable } from '../../../engine/worker/protocol'
import type { Pace } from '../../../engine/worker/RunAgain'
import type { RunSession } from '../../../engine/worker/RunSession'
import { openRun } from './support/openRun'

/** Statements are recorded in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const ROOT = path.resolve(import.meta.dirname, '../../..')
const SEND_DEFAULT = 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl'
const pace: Pace = { giveWay: () => Promise.resolve() }

describe.skipIf(!isTraced)('a change of a value', () => {
  let run: RunSession
  /** The first event of sendDefaultImpl. */
  let start: Cursor
  let call: Cursor

  beforeAll(async () => {
    run = (await openRun('send-call', { durationMillis: 3000 })).run
    start = run.modelWith([SEND_DEFAULT]).anchors[SEND_DEFAULT]!
    call = run.moment(start).stack[0]!.enterEvent
  })

  const ofCall = (...names: string[]): ValueSlot => ({ object: null, path: names })
  const ofObject = (object: number, ...names: string[]): ValueSlot => ({ object, path: names })

  async function find(event: Cursor, slot: ValueSlot, back: boolean, enter = call): Promise<Cursor | null> {
    const { thread } = run.moment(event)
    return (await run.change({ event, thread, call: enter }, slot, back, pace))!.event
  }

  /** From one end of the run, or of the call, to the other. */
  async function all(slot: ValueSlot, from: Cursor, back: boolean): Promise<Cursor[]> {
    const found: Cursor[] = []
    for (let at = await find(from, slot, back); at !== null; at = await find(at, slot, back)) found.push(at)
    return found
  }

  /** The statements that a call itself runs. */
  function statements(enter = call): Cursor[] {
    const { index, recording: { events } } = run.trace
    const own: Cursor[] = []
    for (let event = enter; event < index.exits[enter]!; event++) {
      const isOwn = events.kind(event) === EventKind.STMT && index.frameOf(event) === enter
      if (isOwn && !index.isForeign(event)) own.push(event)
    }
    return own
  }

  /** The statements of methods of an object whose source begins like that, in whatever thread. */
  function statementsOf(object: number, ...beginnings: string[]): Array<{ event: Cursor; text: string }> {
    const { recording, index } = run.trace
    const found: Array<{ event: Cursor; text: string }> = []
    for (let event = 0; event < run.trace.length; event++) {
      if (recording.events.kind(event) !== EventKind.STMT) continue
      const frame = index.frameOf(event)
      if (frame < 0 || recording.events.kind(frame) !== EventKind.ENTER || run.trace.thisOf(frame) !== object) continue
      const text = textAt(event)
      if (beginnings.some((beginning) => text.startsWith(beginning))) found.push({ event, text })
    }
    return found
  }

  const sources = new Map<string, string[]>()
  function textAt(event: Cursor): string {
    const { file, line, column } = run.trace.at(event).site!
    const lines = sources.get(file) ?? readFileSync(path.join(ROOT, file), 'utf8').split('\n')
    sources.set(file, lines)
    return lines[line - 1]!.slice(column)
  }

  function objectOf(className: string): number {
    return run.trace.objects().find((each) => each.className === className)!.id
  }

  test('of a variable is made by the statement before the first one that sees it', async () => {
    const expected = new Map<string, Cursor[]>()
    let known = new Map<string, Variable>()
    let before = -1
    for (const event of statements()) {
      for (const each of run.moment(event, undefined, call).variables) {
        const old = known.get(each.name)
        const isNew = before >= 0 && old?.value.preview !== each.value.preview
        if (isNew) expected.set(each.name, [...(expected.get(each.name) ?? []), before])
        known = known.set(each.name, each)
      }
      before = event
    }
    expect([...expected.keys()]).toEqual(expect.arrayContaining(['mq', 'times', 'sendResult', 'beginTimestampPrev']))
    for (const name of known.keys()) {
      expect(await all(ofCall(name), start, false), name).toEqual(expected.get(name) ?? [])
      expect(await all(ofCall(name), run.trace.length - 1, true), name).toEqual((expected.get(name) ?? []).toReversed())
    }
  })

  test('of a field is made by whatever thread runs the statement that assigns it', async () => {
    const object = objectOf('ReputMessageService')
    const slot = ofObject(object, 'reputFromOffset')
    const expected = statementsOf(object, 'this.reputFromOffset += ').map(({ event }) => event)
    expect(expected.length).toBeGreaterThan(2)
    expect(await all(slot, expected[0]! - 1, false)).toEqual(expected)
    expect((await all(slot, run.trace.length - 1, true)).slice(0, expected.length)).toEqual(expected.toReversed())
  })

  test('of a field that several threads change is found in each of them', async () => {
    const services = run.trace.objects().filter(({ className }) => className.endsWith('Service'))
    const changed = services.map(({ id }) => ({ id, made: wakeups(id) }))
    const { id, made } = changed.find((each) => new Set(each.made.map((event) => run.trace.at(event).thread)).size > 1)!
    const found = await all(ofObject(id, 'hasNotified'), 0, false)
    expect(found.filter((event) => !made.includes(event)).map(textAt)).toEqual([])
    expect(found).toEqual(made)
  })

  /** The statements that make a ServiceThread, wake it, or find that it has been woken, and so change what it was before. */
  function wakeups(object: number): Cursor[] {
    let value = 'undefined'
    return statementsOf(object, 'this.hasNotified = ').flatMap(({ event, text }) => {
      const old = value
      value = /= (\w+)/.exec(text)![1]!
      return value === old ? [] : [event]
    })
  }

  test('in a map within an object is where the entry is put', async () => {
    const { thread, variables } = run.moment(start)
    const message = variables.find(({ name }) => name === 'msg')!.value.objectId!
    const names = ['properties', 'values', "'UNIQ_KEY'"]
    const made = (await find(start, ofObject(message, ...names), false))!
    expect(textAt(made)).toMatch(/^this[.]properties[.]put[(]/)
    const entries = async (event: Cursor): Promise<string[]> => {
      const question = { path: ['this', 'properties', 'values'], from: 0, count: 100 }
      const [found] = (await run.inspect({ event, thread, call: run.trace.index.frameOf(event) }, 'tree', [question], pace))!
      return found!.entries.map(({ name }) => name)
    }
    const next = statementsOf(message, '').find(({ event }) => event > made)!.event
    expect(await entries(made)).not.toContain("'UNIQ_KEY'")
    expect(await entries(next)).toContain("'UNIQ_KEY'")

    // Through variables it is the same change, as far as their calls can tell. What a call's last statement changes is seen at its end.
    const [putProperty, setUniqID] = run.trace.callStack(made).map(({ enterEvent }) => enterEvent) as [Cursor, Cursor]
    expect(statements(putProperty).at(-1)).toBe(made)
    expect(await find(putProperty, ofCall('this', ...names), false, putProperty)).toBe(made)
    expect(await find(setUniqID, ofCall('message', ...names), false, setUniqID)).toBe(statements(setUniqID).at(-1))
  })

  test('that is about to be made where the reader stands is not the next one, nor the one before', async () => {
    const [first, second, third] = statementsOf(objectOf('ReputMessageService'), 'this.reputFromOffset += ').map(({ event }) => event)
    const slot = ofObject(objectOf('ReputMessageService'), 'reputFromOffset')
    expect(await find(second!, slot, false)).toBe(third)
    expect(await find(second!, slot, true)).toBe(first)
  })

  test('that there is not leads nowhere', async () => {
    expect(await all(ofCall('msg'), start, false)).toEqual([])
    expect(await find(start, ofCall('no such variable'), false)).toBeNull()
    expect(await find(start, ofObject(objectOf('ReputMessageService'), 'commitLog'), false)).toBeNull()
  })

  test('of an object that got its number after it was made may have gone unseen, which is said', async () => {
    const { thread } = run.moment(start)
    const of = { event: start, thread, call }
    const isFromBirth = async (object: number): Promise<boolean> => (await run.change(of, ofObject(object, 'x'), true, pace))!.isFromBirth
    expect(await isFromBirth(objectOf('ReputMessageService'))).toBe(true)
    // It has no constructor, and gets its number with the first call of one of its methods.
    expect(await isFromBirth(objectOf('MessageStoreConfig'))).toBe(false)
  })

  test('is looked for through the whole run once, and tells how far that has come', async () => {
    const told: number[] = []
    const slot = ofObject(objectOf('DefaultMQProducerImpl'), 'topicPublishInfoTable')
    const telling: Pace = { ...pace, told: (done, of) => told.push(done / of) }
    const { thread } = run.moment(start)
    const first = await run.change({ event: start, thread, call }, slot, true, telling)
    expect(told.length).toBeGreaterThan(2)
    expect(told.at(-1)).toBe(1)
    told.length = 0
    expect(await run.change({ event: start, thread, call }, slot, true, telling)).toEqual(first)
    expect(told).toEqual([])
  })

  test('is not looked for any longer than it is wanted', async () => {
    const { thread } = run.moment(start)
    const of = { event: start, thread, call }
    const slot = ofObject(objectOf('DefaultMQProducerImpl'), 'serviceState')
    let rests = 0
    const impatient: Pace = { ...pace, told: () => rests++, isWanted: () => rests < 2 }
    expect(await run.change(of, slot, true, impatient)).toBeNull()
    expect(rests).toBe(2)
    expect(hasProbeSink()).toBe(false)
    const [one, other] = await Promise.all([run.change(of, slot, true, pace), run.change(of, slot, false, pace)])
    expect(one).toBeNull()
    expect(other).not.toBeNull()
  })
})
