import { describe, expect, test } from 'vitest'
import { callRecords, firstCallOf } from '../../../engine/trace/CallRecords'
import { EventKind } from '../../../engine/trace/EventKind'
import type { Trace } from '../../../engine/trace/Trace'
import { record } from './support/program'

const { trace, program, statement, lineAt } = record()

/** The lines on which a step, made again and again, stops; at most 100. */
function walk(from: number, step: (event: number) => number | null): string[] {
  const lines: string[] = []
  for (let event = step(from); event !== null && lines.length < 100; event = step(event)) lines.push(lineAt(event))
  return lines
}

describe('stepping', () => {
  test('into goes to whatever the thread does next, across a wait and into methods', () => {
    const from = statement('this.queue.push(order)')
    expect(walk(from, (event) => trace.stepper.stepInto(event)).slice(0, 4)).toEqual([
      'yield* order.done.await()',
      'const doubled = this.double(order.amount)',
      'const twice = [amount].map((each) => each * 2)',
      'const twice = [amount].map((each) => each * 2)',
    ])
  })

  test('into never leaves the thread', () => {
    let event: number | null = statement('const shop')
    const thread = trace.at(event).thread
    while (event !== null) {
      expect(trace.at(event).thread).toBe(thread)
      event = trace.stepper.stepInto(event)
    }
  })

  test('over passes by what is called, with all its waiting, and ends at the end of the thread', () => {
    const stops = walk(statement('const shop'), (event) => trace.stepper.stepOver(event))
    expect(stops).toEqual([
      "process.spawn('server', () => shop.serve())",
      "const paid = yield* shop.buy(new PaidOrder('tea', 11, 'Ann'))",
      'nothing(paid)',
      "process.kernel.emit({ type: 'fault', what: 'none', target: 'tea ' + paid })",
      '',
    ])
  })

  test('over from the last statement of a call goes to the caller, not to the next call on the same line', () => {
    const inConstructor = statement('this.payer = payer')
    expect(lineAt(trace.stepper.stepOver(inConstructor))).toBe('nothing(paid)')
    expect(lineAt(trace.stepper.stepInto(inConstructor))).toBe('this.queue.push(order)')
  })

  test('over passes by functions without a body of their own, into does not', () => {
    const from = statement('const twice')
    expect(lineAt(trace.stepper.stepOver(from))).toBe('return twice[0]!')
    expect(trace.at(trace.stepper.stepInto(from)!).site!.symbol).toBe('Shop#double.(anonymous)')
    expect(lineAt(trace.stepper.stepOut(trace.stepper.stepInto(from)!))).toBe('return twice[0]!')
  })

  test('over arrives where an exception is caught', () => {
    const inIf = trace.stepper.stepOver(statement('throw new Error'))!
    expect(trace.at(inIf).site!.column).toBeGreaterThan(4)
    expect(lineAt(trace.stepper.stepOver(inIf))).toBe('this.sum -= 1')
  })

  test('out goes to the next statement of the caller', () => {
    expect(lineAt(trace.stepper.stepOut(statement('const twice')))).toBe('this.sum += doubled')
    expect(lineAt(trace.stepper.stepOut(statement('this.queue.push(order)')))).toBe('nothing(paid)')
  })

  test('back over undoes over within a call', () => {
    let event = statement('const shop')
    for (let next = trace.stepper.stepOver(event); next !== null; next = trace.stepper.stepOver(event)) {
      if (trace.at(next).kind === EventKind.STMT) expect(trace.stepper.stepBackOver(next)).toBe(event)
      event = next
    }
    expect(trace.at(event).kind).toBe(EventKind.END)
  })

  test('back into undoes into everywhere', () => {
    for (const { id } of trace.threads()) {
      let event = trace.stepper.firstStop(id, 0)!
      for (let next = trace.stepper.stepInto(event); next !== null; next = trace.stepper.stepInto(event)) {
        expect(trace.stepper.stepBackInto(next)).toBe(event)
        event = next
      }
    }
  })

  test('back over from the first statement, and back out from any, go to the call', () => {
    const call = "const paid = yield* shop.buy(new PaidOrder('tea', 11, 'Ann'))"
    expect(lineAt(trace.stepper.stepBackOver(statement('this.queue.push(order)')))).toBe(call)
    expect(lineAt(trace.stepper.stepBackOut(statement('return doubled')))).toBe(call)
  })

  test('has nowhere to go at either end', () => {
    const first = trace.stepper.firstStop(1, 0)!
    expect(trace.stepper.stepBackInto(first)).toBeNull()
    expect(trace.stepper.stepBackOut(first)).toBeNull()
    const last = trace.stepper.nextEvent(EventKind.END, 0, 1, 1)!
    expect(trace.stepper.stepInto(last)).toBeNull()
  })

  test('stops at methods where no statements are recorded', () => {
    const { trace } = record({ level: 'method' })
    const first = trace.stepper.firstStop(1, 0)!
    const symbols: string[] = []
    for (let event: number | null = first; event !== null; event = trace.stepper.stepInto(event)) {
      symbols.push(`${trace.at(event).kindName} ${trace.at(event).site?.symbol ?? ''}`)
    }
    expect(symbols.slice(0, 4)).toEqual([
      'ENTER main', 'ENTER Shop#constructor', 'EXIT Shop#constructor', 'ENTER PaidOrder#constructor',
    ])
    expect(symbols.at(-1)).toBe('END ')
  })
})

describe('running to a line', () => {
  test('finds the next time, and the time before, in any thread', () => {
    const line = program.lineOf('this.check(order)')
    const ahead = trace.stepper.runTo('program.ts', line, 0, 1)!
    expect(lineAt(ahead)).toBe('this.check(order)')
    expect(trace.at(ahead).thread).toBe(2)
    expect(trace.stepper.runTo('program.ts', line, ahead, 1)).toBeNull()
    expect(trace.stepper.runTo('program.ts', line, trace.length, -1)).toBe(ahead)
  })

  test('takes the line below when nothing runs on this one', () => {
    const event = trace.stepper.runTo('program.ts', program.lineOf('} catch (error) {'), 0, 1)
    expect(lineAt(event)).toBe('this.sum -= 1')
  })

  test('gives null for a line that never runs and for a file that is not traced', () => {
    expect(trace.stepper.runTo('program.ts', program.lineOf('yield* sleep(1)'), 0, 1)).toBeNull()
    expect(trace.stepper.runTo('other.ts', 1, 0, 1)).toBeNull()
  })
})

describe('call stacks', () => {
  const stackAt = (event: number): string[] => trace.callStack(event).map((each) => `${each.symbol}:${each.line}`)

  test('name each method with the line it is at', () => {
    expect(stackAt(statement('const twice'))).toEqual([
      `Shop#double:${program.lineOf('const twice')}`,
      `Shop#buy:${program.lineOf('const doubled')}`,
      `main:${program.lineOf('const paid')}`,
    ])
  })

  test('have a function without a body of its own on top', () => {
    const inArrow = trace.stepper.stepInto(statement('const twice'))!
    expect(stackAt(inArrow)[0]).toBe(`Shop#double.(anonymous):${program.lineOf('const twice')}`)
    expect(stackAt(inArrow)[1]).toBe(`Shop#double:${program.lineOf('const twice')}`)
  })

  test('know where a waiting thread stands, and where a domain event came from', () => {
    const pause = trace.stepper.nextEvent(EventKind.PAUSE, 0)!
    expect(stackAt(pause)[0]).toBe(`Shop#buy:${program.lineOf('yield* order.done.await()')}`)
    const [fault] = trace.domain(0, trace.length, 'fault')
    expect(stackAt(fault!.event)).toEqual([`main:${program.lineOf('process.kernel.emit')}`])
  })

  test('tell objects apart, and know the object of a constructor that calls super', () => {
    const frames = trace.callStack(statement('this.topic = topic'))
    expect(frames.map((each) => each.symbol)).toEqual(['Order#constructor', 'PaidOrder#constructor', 'main'])
    expect(frames[0]!.thisId).toBe(frames[1]!.thisId)
    expect(frames[0]!.thisId).toBeGreaterThan(0)
    expect(frames[2]!.thisId).toBe(0)
    expect(trace.objects().find((each) => each.id === frames[0]!.thisId)?.className).toBe('PaidOrder')
  })

  test('are empty where no method runs', () => {
    expect(trace.callStack(0)).toEqual([])
    expect(trace.callStack(trace.stepper.nextEvent(EventKind.END, 0)!)).toEqual([])
  })

  test('agree at every event with a stack that is kept by hand', () => {
    const { trace } = record({}, LOOPING)
    expect(trace.length).toBeGreaterThan(5000)
    checkStacks(trace)
  })
})

const LOOPING = `
export function* main(process) {
  process.spawn('other', () => other())
  for (let i = 0; i < 300; i++) {
    try { yield* down(i % 7) } catch (error) { if (i < 0) return }
  }
}
function* other() {
  for (let i = 0; i < 300; i++) yield* down(i % 3)
}
function* down(depth) {
  if (depth === 0) return yield* sleep(1)
  if (depth === 5) throw new Error('five')
  return yield* down(depth - 1)
}
import { sleep } from './sleep'
`

function checkStacks(trace: Trace): void {
  const stacks = new Map<number, number[]>()
  for (let event = 0; event < trace.length; event++) {
    const { kind, thread } = trace.at(event)
    const stack = stacks.get(thread) ?? []
    stacks.set(thread, stack)
    if (kind === EventKind.ENTER) stack.unshift(event)
    const frames = trace.callStack(event)
    if (!trace.index.isForeign(event)) expect(frames.map((each) => each.enterEvent)).toEqual(stack)
    if (kind === EventKind.EXIT) stack.shift()
  }
}

describe('time', () => {
  test('of events is that of their slice', () => {
    const resume = trace.eventOfSlice(2)!
    expect(trace.at(resume)).toMatchObject({ kindName: 'RESUME', thread: 2, slice: 2, time: 2 })
    expect(trace.at(statement('this.check(order)'))).toMatchObject({ slice: 2, time: 2 })
    expect(trace.eventOfSlice(9999)).toBeNull()
  })

  test('leads back to events', () => {
    expect(trace.eventAtTime(0)).toBe(1)
    expect(trace.eventAtTime(2)).toBe(trace.eventOfSlice(3)! - 1)
    expect(trace.eventAtTime(1e9)).toBe(trace.length - 1)
  })

  test('passes while a thread sleeps', () => {
    const source = PAUSING
    const recorded = record({}, source)
    const before = recorded.statement('yield* sleep(5)')
    const after = recorded.trace.stepper.stepOver(before)!
    expect(recorded.trace.time(after) - recorded.trace.time(before)).toBe(5001)
    const pause = recorded.trace.stepper.nextEvent(EventKind.PAUSE, before)!
    expect(recorded.trace.waitOf(pause)).toEqual({ wait: 'sleep', label: 'sleep' })
    expect(recorded.trace.waitOf(before)).toBeNull()
  })
})

const PAUSING = `
import { sleep } from './sleep'
export function* main(process) {
  yield* sleep(5)
  process.name
}
`

describe('domain events', () => {
  test('are found by range and by type', () => {
    const all = trace.domain(0, trace.length)
    expect(all.map((each) => each.data.type)).toEqual(['process-started', 'fault'])
    expect(trace.domain(0, trace.length, 'fault')[0]!.data.target).toBe('tea 22')
    expect(trace.domain(all[0]!.event + 1, all[1]!.event)).toEqual([])
    expect(trace.domain(all[1]!.event, all[1]!.event + 1)).toHaveLength(1)
  })
})

describe('calls', () => {
  test('have object, caller, end and outcome', () => {
    const calls = callRecords(trace, 0, trace.length)
    const bySymbol = new Map(calls.map((call) => [call.symbol, call]))
    const buy = bySymbol.get('Shop#buy')!
    expect(buy).toMatchObject({ className: 'Shop', thread: 1, outcome: 'returned' })
    expect(buy.exitEvent).toBeGreaterThan(buy.enterEvent)
    expect(bySymbol.get('Shop#double')!.callerEnterEvent).toBe(buy.enterEvent)
    expect(bySymbol.get('Shop#serve')!.thisId).toBe(buy.thisId)
    expect(bySymbol.get('main')!.callerEnterEvent).toBeNull()
    const refuse = bySymbol.get('Shop#refuse')!
    expect(refuse.outcome).toBe('threw')
    expect(refuse.result).toMatchObject({ className: 'Error', preview: "Error { message: 'too much of tea' }" })
    expect(bySymbol.get('Shop#check')!.outcome).toBe('returned')
  })

  test('have their results when those were captured', () => {
    const { trace } = record({ values: 'args' })
    const double = callRecords(trace, 0, trace.length).find((call) => call.symbol === 'Shop#double')!
    expect(double.result?.preview).toBe('22')
    expect(trace.values(double.enterEvent)).toEqual([{ name: 'amount', value: { type: 'number', preview: '11' } }])
  })

  test('are found by symbol', () => {
    const buy = firstCallOf(trace, 'Shop#buy')!
    expect(trace.at(buy).site!.symbol).toBe('Shop#buy')
    expect(firstCallOf(trace, 'Shop#buy', buy + 1)).toBeNull()
    expect(firstCallOf(trace, 'Shop#sell')).toBeNull()
  })
})

test('there is no event beyond the last', () => {
  expect(() => trace.at(trace.length)).toThrow(RangeError)
  expect(() => trace.at(-1)).toThrow(RangeError)
})
