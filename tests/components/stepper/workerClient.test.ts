import { beforeEach, describe, expect, it } from 'vitest'
import type { Envelope, Notice, Reply, Request, RunKey } from '../../../engine/worker/protocol'
import type { WorkerPort } from '../../../components/stepper/logic/PortClient'
import { BLOCKED_SECONDS, SILENCE_SECONDS, WorkerClient } from '../../../components/stepper/logic/workerClient'

/** A worker that only answers when a test says so. */
class MutePort implements WorkerPort {
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: ((event: { message?: string }) => void) | null = null
  readonly asked: Array<Envelope<Request>> = []
  isEnded = false

  postMessage(message: unknown): void {
    this.asked.push(message as Envelope<Request>)
  }

  terminate(): void {
    this.isEnded = true
  }

  say(data: Notice | Envelope<Reply>): void {
    this.onmessage?.({ data })
  }
}

const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: null }
const SEEK: Request = { type: 'next-timer', key: KEY, event: 1 }
const WITH_CODE: Request = { type: 'measure', key: { ...KEY, code: 'while (true) {}' } }

let ports: MutePort[]
let client: WorkerClient
const pass = (seconds: number): void => {
  for (let second = 0; second < seconds; second++) client.tick()
}

beforeEach(() => {
  ports = [new MutePort()]
  client = new WorkerClient(ports[0]!, () => {
    ports.push(new MutePort())
    return ports.at(-1)!
  })
})

describe('a worker that says nothing', () => {
  it('is noticed after a while, and only while something is asked of it', () => {
    pass(SILENCE_SECONDS + 1)
    expect(client.isSilent).toBe(false)
    void client.ask(SEEK, 'moment')
    pass(SILENCE_SECONDS - 1)
    expect(client.isSilent).toBe(false)
    pass(1)
    expect(client.isSilent).toBe(true)
  })

  it('is not silent while it gives signs of life', () => {
    void client.ask(SEEK, 'moment')
    for (let turn = 0; turn < 3; turn++) {
      pass(SILENCE_SECONDS - 1)
      ports[0]!.say({ type: 'alive' })
    }
    expect(client.isSilent).toBe(false)
  })

  it('tells who watches when it falls silent, and when it is heard again', () => {
    const states: boolean[] = []
    const stop = client.watch(() => states.push(client.isSilent))
    void client.ask(SEEK, 'moment')
    pass(SILENCE_SECONDS + 3)
    ports[0]!.say({ type: 'alive' })
    expect(states).toEqual([true, false])
    stop()
    pass(SILENCE_SECONDS)
    expect(states).toHaveLength(2)
  })
})

describe('another worker in its place', () => {
  it('is asked again what has no code of the reader’s in it, and the rest fails', async () => {
    const harmless = client.ask(SEEK, 'no-such-line')
    const harmful = client.ask(WITH_CODE, 'measurement')
    const check = client.ask({ type: 'check', exercise: 'keep-order', code: '', seeds: 1 }, 'verdict')
    client.restart()
    await expect(harmful).rejects.toMatchObject({ error: { kind: 'unanswered' } })
    await expect(check).rejects.toMatchObject({ error: { kind: 'unanswered' } })
    expect(ports[0]!.isEnded).toBe(true)
    expect(ports[1]!.asked.map(({ body }) => body)).toEqual([SEEK])
    const { id } = ports[1]!.asked[0]!
    ports[1]!.say({ id, body: { type: 'no-such-line', file: 'a.ts', line: 3 } })
    expect(await harmless).toMatchObject({ line: 3 })
  })

  it('is what everything goes to from then on, and is not silent yet', () => {
    void client.ask(SEEK, 'moment')
    pass(SILENCE_SECONDS)
    client.restart()
    expect(client.isSilent).toBe(false)
    void client.ask(WITH_CODE, 'measurement').catch(() => undefined)
    expect(ports[0]!.asked).toHaveLength(1)
    expect(ports[1]!.asked).toHaveLength(2)
  })

  it('does not hear what the old one still had to say', () => {
    const heard: Notice[] = []
    client.listen((notice) => heard.push(notice))
    client.restart()
    ports[0]!.say({ type: 'alive' })
    ports[1]!.say({ type: 'ready' })
    expect(heard).toEqual([{ type: 'ready' }])
  })
})

describe('code that holds the worker', () => {
  it('is ended at once when something else is asked for', async () => {
    const harmful = client.ask(WITH_CODE, 'measurement')
    ports[0]!.say({ type: 'alive' })
    pass(BLOCKED_SECONDS)
    void client.ask(SEEK, 'moment').catch(() => undefined)
    await expect(harmful).rejects.toMatchObject({ error: { kind: 'unanswered' } })
    expect(ports[0]!.isEnded).toBe(true)
    expect(ports[1]!.asked.map(({ body }) => body)).toEqual([SEEK])
  })

  it('is ended as soon as it shows that it holds it', async () => {
    const harmful = client.ask(WITH_CODE, 'measurement')
    ports[0]!.say({ type: 'alive' })
    client.hurry()
    pass(BLOCKED_SECONDS - 1)
    expect(ports[0]!.isEnded).toBe(false)
    pass(1)
    await expect(harmful).rejects.toMatchObject({ error: { kind: 'unanswered' } })
  })

  it('goes on while it gives signs of life, while nothing else is wanted, and before the code runs', () => {
    const ask = (): void => void client.ask(WITH_CODE, 'measurement').catch(() => undefined)
    ask()
    client.hurry()
    pass(BLOCKED_SECONDS + 1)
    ports[0]!.say({ type: 'ready' })
    for (let turn = 0; turn < 3; turn++) {
      pass(BLOCKED_SECONDS - 1)
      ports[0]!.say({ type: 'alive' })
    }
    expect(ports).toHaveLength(1)
    const patient = new MutePort()
    client = new WorkerClient(patient, () => new MutePort())
    ask()
    patient.say({ type: 'alive' })
    pass(BLOCKED_SECONDS + 1)
    expect(patient.isEnded).toBe(false)
  })
})
