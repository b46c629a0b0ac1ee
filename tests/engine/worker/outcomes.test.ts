/** What a call has given back is shown where it is left, and at the statement after the one that made the call. */
import { beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { EventKind } from '../../../engine/trace/EventKind'
import { classOfPrototype } from '../../../engine/trace/probe'
import type { Cursor } from '../../../engine/worker/protocol'
import type { RunSession } from '../../../engine/worker/RunSession'
import { openRun } from './support/openRun'

/** Statements are recorded in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const SEND_DEFAULT = 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl'
const SEND_KERNEL = 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl'
const pace = { giveWay: (): Promise<void> => Promise.resolve() }

describe.skipIf(!isTraced)('what a call has given back', () => {
  let run: RunSession
  let start: Cursor

  beforeAll(async () => {
    run = (await openRun('send-call', { durationMillis: 3000 })).run
    start = run.modelWith([SEND_DEFAULT]).anchors[SEND_DEFAULT]!
  })

  async function entries(event: Cursor, root: string, of = run): Promise<unknown> {
    const { thread, stack } = of.moment(event)
    const question = { path: [root], from: 0, count: 100 }
    const [found] = (await of.inspect({ event, thread, call: stack[0]!.enterEvent }, 'tree', [question], pace))!
    return found?.entries.map(({ name, value }) => [name, value.preview])
  }

  test('is there right after the statement that called, and can be opened like a variable', async () => {
    let { event, outcome } = run.moment(start)
    while (outcome?.symbol !== SEND_KERNEL) {
      ({ event, outcome } = run.step(event, 'over', false))
      expect(run.moment(event).stack[0]!.symbol).toBe(SEND_DEFAULT)
    }
    expect(outcome).toMatchObject({ kind: 'return', value: { className: 'SendResult' } })
    const { variables } = run.moment(event)
    expect(variables.find(({ name }) => name === 'sent')!.value.objectId).toBe(outcome.value.objectId)
    expect(await entries(event, 'return')).toEqual(await entries(event, 'sent'))
    expect(await entries(event, 'throw')).toBeUndefined()
    expect(run.step(event, 'over', false).outcome?.symbol).not.toBe(SEND_KERNEL)
  })

  test('is there at the very end of the call', async () => {
    const enter = run.modelWith([SEND_KERNEL]).anchors[SEND_KERNEL]!
    const exit = run.trace.index.exits[run.moment(enter).stack[0]!.enterEvent]!
    expect(run.moment(exit)).toMatchObject({ kind: 'exit', outcome: { kind: 'return', symbol: SEND_KERNEL, value: { className: 'SendResult' } } })
    expect(await entries(exit, 'return')).toContainEqual(['sendStatus', "'SEND_OK'"])
  })

  test('is the error, where one is thrown', async () => {
    const broken = (await openRun('broker-killed', { durationMillis: 3000 })).run
    const { recording: { events }, index, stepper } = broken.trace
    /** The statement of the caller that comes next; null when the caller does not catch. */
    const catchOf = (thrown: Cursor): Cursor | null => {
      const caller = index.frameOf(index.links[index.links[thrown]!]!)
      return stepper.next(thrown, 1, (event) => index.frameOf(event) === caller && !index.isForeign(event))
    }
    let thrown = stepper.nextEvent(EventKind.THROW, -1)!
    while (catchOf(thrown) === null) thrown = stepper.nextEvent(EventKind.THROW, thrown)!
    const { kind, thread, outcome } = broken.moment(thrown)
    expect(kind).toBe('throw')
    expect(outcome).toMatchObject({ kind: 'throw', symbol: expect.stringContaining('#') as string })
    expect(await entries(thrown, 'throw', broken)).toContainEqual(['message', expect.any(String)])

    const caught = catchOf(thrown)!
    expect(events.thread(caught)).toBe(thread)
    expect(broken.moment(caught).outcome).toEqual(outcome)
  })

  test('is not there while the call goes on, nor where nothing was given back', () => {
    const enter = run.modelWith([SEND_KERNEL]).anchors[SEND_KERNEL]!
    const { thread, stack } = run.moment(enter)
    expect(run.moment(enter, thread, stack[1]!.enterEvent)).toMatchObject({ call: 1, outcome: null })
    const { events } = run.trace.recording
    const isVoid = (event: Cursor): boolean => run.trace.at(event).site?.symbol === 'ReputMessageService#setReputFromOffset'
    let exit = run.trace.stepper.nextEvent(EventKind.EXIT, -1)!
    while (!isVoid(exit)) exit = run.trace.stepper.nextEvent(EventKind.EXIT, exit)!
    expect(events.kind(exit)).toBe(EventKind.EXIT)
    expect(run.moment(exit).outcome).toBeNull()
  })
})
