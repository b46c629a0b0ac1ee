/** "When did this change?" must be answered as somebody would who walks the run statement by statement. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { EventKind } from '../../../engine/trace/EventKind'
import { classOfPrototype, hasProbeSink } from '../../../engine/trace/probe'
import type { Cursor, Slot, Variable } from '../../../engine/worker/protocol'
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

  const ofCall = (...names: string[]): Slot => ({ object: null, path: names })
  const ofObject = (object: number, ...names: string[]): Slot => ({ object, path: names })

  async function find(event: Cursor, slot: Slot, back: boolean): Promise<Cursor | null> {
    const { thread } = run.moment(event)
    return (await run.change({ event, thread, call }, slot, back, pace))!.event
  }

  /** From one end of the run, or of the call, to the other. */
  async function all(slot: Slot, from: Cursor, back: boolean): Promise<Cursor[]> {
    const found: Cursor[] = []
    for (let at = await find(from, slot, back); at !== null; at = await find(at, slot, back)) found.push(at)
    return found
  }

  /** The statements that the call itself runs. */
  function statements(): Cursor[] {
    const { index, recording } = run.trace
    const own: Cursor[] = []
    for (let event = call; event < index.exits[call]!; event++) {
      const isOwn = recording.events.kind(event) === EventKind.STMT && index.frameOf(event) === call && !index.isForeign(event)
      if (isOwn) own.push(event)
    }
    return own
  }

  /** The statements of methods of an object whose source begins like that, in whatever thread. */
  function statementsOf(object: number, ...beginnings: string[]): Array<{ readonly event: Cursor; readonly text: string }> {
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
    const object = objectOf('GroupCommitService')
    let value: string | null = null
    const expected: Cursor[] = []
    for (const { event, text } of statementsOf(object, 'this.hasNotified = ')) {
      const next = /= (\w+)/.exec(text)![1]!
      if (value !== null && next !== value) expected.push(event)
      value = next
    }
    const threads = new Set(expected.map((event) => run.trace.at(event).thread))
    expect(threads.size).toBeGreaterThan(1)
    const found = await all(ofObject(object, 'hasNotified'), 0, false)
    expect(found.filter((event) => !expected.includes(event)).map(textAt)).toEqual([])
    expect(found).toEqual(expected)
  })

  test('in a map within an object is where the entry is put', async () => {
    const { thread, variables } = run.moment(start)
    const message = variables.find(({ name }) => name === 'msg')!.value.objectId!
    const key = "'UNIQ_KEY'"
    const made = (await find(start, ofObject(message, 'properties', key), false))!
    expect(run.trace.at(made).thread).toBe(thread)
    const entries = async (event: Cursor): Promise<string[]> => {
      const question = { path: ['msg', 'properties'], from: 0, count: 100 }
      const [found] = (await run.inspect({ event, thread, call }, [question], pace))!
      return found!.entries.map(({ name }) => name)
    }
    const [before, after] = [statements().findLast((each) => each <= made)!, statements().find((each) => each > made)!]
    expect(await entries(before)).not.toContain(key)
    expect(await entries(after)).toContain(key)
    expect(textAt(made)).toMatch(/properties.*set\(/)
    // Through the variable it is the same change, as far as the call itself can tell.
    expect(await find(start, ofCall('msg', 'properties', key), false)).toBe(before)
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
