import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { callRecords } from '../../../engine/trace/CallRecords'
import { EventKind } from '../../../engine/trace/EventKind'
import { __t } from '../../../engine/trace/probe'
import type { RecorderOptions } from '../../../engine/trace/Recorder'
import { Recorder } from '../../../engine/trace/Recorder'
import type { Trace } from '../../../engine/trace/Trace'
import { bytesForHash } from '../../../engine/trace/TraceHash'
import { PROGRAM, record } from './support/program'

function hashOf(trace: Trace): string {
  const hash = createHash('sha256')
  for (const bytes of bytesForHash(trace.recording)) hash.update(bytes)
  return hash.digest('hex')
}

function kinds(trace: Trace): string[] {
  return Array.from({ length: trace.length }, (_, event) => trace.at(event).kindName)
}

function valuesAt(trace: Trace, event: number): Record<string, string> {
  return Object.fromEntries((trace.values(event) ?? []).map(({ name, value }) => [name, value.preview]))
}

describe('levels', () => {
  test('methods only', () => {
    const { trace } = record({ level: 'method' })
    expect(kinds(trace)).not.toContain('STMT')
    expect(callRecords(trace, 0, trace.length).length).toBe(10)
  })

  test('statements of the threads in focus, methods of all', () => {
    const { trace } = record({ focus: { threads: (thread) => thread.name === 'server' } })
    const threads = new Set<number>()
    for (let event = 0; event < trace.length; event++) {
      if (trace.at(event).kind === EventKind.STMT) threads.add(trace.at(event).thread)
    }
    expect([...threads]).toEqual([2])
    expect(callRecords(trace, 0, trace.length).length).toBe(10)
  })

  test('statements of the files in focus', () => {
    expect(kinds(record({ focus: { files: () => false } }).trace)).not.toContain('STMT')
    expect(kinds(record({ focus: { files: (index) => index === 0 } }).trace)).toContain('STMT')
  })

  test('values do not change which events there are', () => {
    const options: RecorderOptions[] = [{}, { values: 'args' }, { values: 'locals' }]
    expect(new Set(options.map((each) => hashOf(record(each).trace))).size).toBe(1)
  })
})

describe('captured values', () => {
  test('are the variables in scope, as they were', () => {
    const { trace, statement } = record({ values: 'locals' })
    expect(valuesAt(trace, statement('this.sum += doubled'))).toEqual({
      this: 'Shop#1 { queue: Array(0), sum: -1 }',
      order: "PaidOrder#2 { topic: 'tea', amount: 11, done: Object, payer: 'Ann' }",
      doubled: '22',
    })
    expect(valuesAt(trace, statement('return doubled'))['this']).toBe('Shop#1 { queue: Array(0), sum: 21 }')
    expect(trace.values(statement('nothing(paid)'))!.map((each) => each.name)).toEqual(['process', 'shop', 'paid'])
  })

  test('are absent when nobody asked for them', () => {
    const { trace, statement } = record()
    expect(trace.values(statement('return doubled'))).toBeNull()
  })
})

describe('objects', () => {
  test('have the same number in a repetition with more detail', () => {
    const plain = record({ level: 'method' }).trace
    const detailed = record({ values: 'locals' }).trace
    const ids = (trace: Trace): string[] =>
      callRecords(trace, 0, trace.length).map((call) => `${call.symbol} ${call.thisId}`)
    expect(ids(detailed)).toEqual(ids(plain))
    const classes = (trace: Trace): string[] =>
      trace.objects().map((each) => `${each.id} ${each.className} ${each.process}`)
    expect(classes(detailed)).toEqual(classes(plain))
    expect(classes(plain)).toEqual(['1 Shop shop', '2 PaidOrder shop'])
  })

  test('seen as values before a method of theirs is called get its number for the earlier sight as well', () => {
    const source = `
      class Late { constructor(n) { this.n = n } ; late() { return this.n } }
      class Plain { }
      export function* main(process) {
        const late = Object.assign(Object.create(Late.prototype), { n: 1 })
        const plain = new Plain()
        look(late, plain)
        late.late()
      }
      function look(late, plain) { return late }
    `
    const { trace } = record({ values: 'locals' }, source)
    const calls = callRecords(trace, 0, trace.length)
    const [late, plain] = trace.values(calls.find((call) => call.symbol === 'look')!.enterEvent)!
    expect(late!.value.objectId).toBe(calls.find((call) => call.symbol === 'Late#late')!.thisId)
    expect(plain!.value.objectId).toBeLessThan(0)
  })
})

describe('the ends of threads', () => {
  const SLEEPERS = `
    import { sleep } from './sleep'
    export function* main(process) {
      process.spawn('sleeper', () => doze(process))
      yield* sleep(10)
    }
    function* doze(process) {
      try { yield* sleep(1000) } finally { process.name }
    }
  `

  test('a killed process has one KILL for each thread, and none of its methods an end', () => {
    const { trace } = record({}, SLEEPERS, (kernel) => {
      kernel.schedule(5000, 'kill', () => kernel.kill(kernel.processes[0]!))
    })
    const kills = kinds(trace).flatMap((kind, event) => (kind === 'KILL' ? [trace.at(event)] : []))
    expect(kills.map((each) => each.thread)).toEqual([1, 2])
    expect(kills[0]!.time).toBe(5000)
    expect(trace.domain(0, trace.length, 'process-killed')).toHaveLength(1)
    expect(callRecords(trace, 0, trace.length).map((call) => call.outcome)).toEqual(['unfinished', 'unfinished'])
    expect(trace.callStack(kills[1]!.event).map((each) => each.symbol)).toEqual(['doze'])
    expect(trace.stepper.stepInto(trace.stepper.nextEvent(EventKind.PAUSE, 0, 1, 2)!)).toBe(kills[1]!.event)
  })

  test('an exception that nobody catches is kept with the END', () => {
    const source = "export function* main(process) {\n  throw new TypeError('nobody')\n}"
    const { trace } = record({}, source)
    const end = trace.stepper.nextEvent(EventKind.END, 0)!
    expect(trace.values(end)![0]).toMatchObject({ name: 'error', value: { className: 'TypeError' } })
    expect(trace.domain(0, trace.length, 'uncaught')).toHaveLength(1)
  })
})

describe('bounds', () => {
  test('a full recording ends, says so, and lets the run go on', () => {
    const whole = record().trace
    const { trace } = record({ maxEvents: 20 })
    expect(trace.length).toBe(20)
    expect(trace.recording.truncated).toBe(true)
    expect(whole.recording.truncated).toBe(false)
    expect(__t.on).toBe(false)
    for (let event = 0; event < 20; event++) expect(trace.at(event).kind).toBe(whole.at(event).kind)
  })

  test('events beyond the first chunk are where they belong', () => {
    const source = `
      export function* main(process) {
        for (let i = 0; i < 40000; i++) one(i)
      }
      function one(i) { return i }
    `
    const { trace } = record({}, source)
    expect(trace.length).toBeGreaterThan(160_000)
    const last = callRecords(trace, trace.length - 10, trace.length).at(-1)!
    expect(last).toMatchObject({ symbol: 'one', outcome: 'returned', thread: 1 })
    expect(trace.callStack(last.enterEvent + 1).map((each) => each.symbol)).toEqual(['one', 'main'])
  })
})

describe('one recorder at a time', () => {
  const recorders: Recorder[] = []
  afterEach(() => recorders.splice(0).forEach((each) => each.detach()))

  test('a second one is refused', () => {
    const first = new Recorder()
    recorders.push(first)
    first.attach(new Kernel({ seed: 1 }))
    expect(() => new Recorder().attach(new Kernel({ seed: 1 }))).toThrow(/another run/)
    first.detach()
    const kernel = new Kernel({ seed: 1 })
    const second = new Recorder()
    recorders.push(second)
    second.attach(kernel)
    expect(kernel.hooks).toBe(second)
    second.detach()
    expect(kernel.hooks).toBeNull()
    expect(kernel.sink).toBeNull()
  })

  test('whoever listened before still hears of domain events', () => {
    const heard: string[] = []
    const kernel = new Kernel({ seed: 1 })
    const sink = { emit: (event: { readonly type: string }) => heard.push(event.type) }
    kernel.sink = sink
    const recorder = new Recorder({ maxEvents: 1 })
    recorders.push(recorder)
    recorder.attach(kernel)
    kernel.createProcess({ name: 'a', host: 'h' })
    kernel.createProcess({ name: 'b', host: 'h' })
    kernel.createProcess({ name: 'c', host: 'h' })
    expect(heard).toEqual(['process-started', 'process-started', 'process-started'])
    expect(recorder.recording.domain).toHaveLength(1)
    expect(kernel.sink).toBe(sink)
  })
})

describe('hashes', () => {
  test('are the same for the same run and differ for another', () => {
    const one = hashOf(record().trace)
    expect(hashOf(record().trace)).toBe(one)
    expect(hashOf(record({}, PROGRAM.replace("'Ann'", "'Bob'")).trace)).toBe(one)
    expect(hashOf(record({}, PROGRAM.replace("'tea', 11", "'tea', 12")).trace)).not.toBe(one)
    expect(hashOf(record({}, PROGRAM.replace("'tea', 11", "'tea', 9")).trace)).not.toBe(one)
  })
})
