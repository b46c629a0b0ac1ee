import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTrueOf, type FilesBetween } from '../../components/lesson/logic/claims'
import { sendsOf } from '../../components/lesson/logic/runFacts'
import { lessonFolders } from '../../components/lesson/server/readLesson'
import { checkLesson } from '../../content/checkLessons'
import { claimsOf } from '../../content/lessons/claimsOf'
import { ownRun, ownSession } from '../../content/ownRun'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import type { Mark, RunModel } from '../../engine/worker/protocol'
import { runCluster, scenarioJson } from '../engine/support/runCluster'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CONTENT = path.join(ROOT, 'content')
const LESSONS = lessonFolders(ROOT)
const CLAIMS = Object.fromEntries(await Promise.all(LESSONS.map(async (name) => [name, await claimsOf(name)] as const)))
const FILE = path.join(CONTENT, 'scenarios/send-call.json')

/** Right before a slice, while the first send waits for its answer (116) or for the route (100). */
function killed(node: string, slice: number) {
  return { interventions: [{ slice, fault: { kind: 'kill', node } as const }] }
}

describe('what the lessons say of their runs', () => {
  it.each(LESSONS)('is so: %s', async (lesson) => {
    expect((await checkLesson(ROOT, lesson, null)).wrong).toEqual([])
  })

  it('can be wrong: of another run some of it is', async () => {
    const run = await ownRun(FILE, killed('broker-b', 116))
    const { claims } = CLAIMS['send-call']!
    const untrue = Object.keys(claims).filter((id) => !isTrueOf(claims[id], run))
    expect(untrue).toContain('two-milliseconds')
    expect(untrue).toContain('eight-queues')
    expect(untrue).not.toContain('start-states')
  })
})

describe('a claim', () => {
  it.each(Object.keys(CLAIMS))('of %s is not true of a run in which nothing happens', async (lesson) => {
    const nothing = { ...await ownRun(FILE), marks: [], calls: [], items: [], nodes: [], events: 0 }
    const { claims } = CLAIMS[lesson]!
    expect(Object.keys(claims).length).toBeGreaterThan(0)
    expect(Object.keys(claims).filter((id) => isTrueOf(claims[id], nothing))).toEqual([])
  })

  it('on what a crash leaves is not true of another crash', async () => {
    const file = path.join(CONTENT, 'scenarios/store.json')
    const cut = { interventions: [{ slice: 220, fault: { kind: 'power-cut', node: 'broker-a' } as const }] }
    const { claims } = CLAIMS['store']!
    const run = await ownRun(file, cut)
    const untrue = Object.keys(claims).filter((id) => !isTrueOf(claims[id], run))
    for (const id of ['all-fourteen-read', 'faults-in-new-files', 'right-behind']) expect(untrue).toContain(id)
    expect(untrue).not.toContain('twenty-bytes')
  })
})

/** Most questions are answered by events alone. */
const noFiles: FilesBetween = () => Promise.reject(new Error('no files are asked for'))

describe('a question is answered by the run on the page', () => {
  const { outcomes } = CLAIMS['send-call']!

  it('in the lesson’s own run', async () => {
    expect(outcomes['next-queue']!(await ownRun(FILE), noFiles)).toBe(1)
    expect(outcomes['broker-killed']!(await ownRun(FILE), noFiles)).toBeNull()
  })

  it('in a run with another choice of the queue: not at all', async () => {
    expect(outcomes['next-queue']!(await ownRun(FILE, { selector: 'hash' }), noFiles)).toBeNull()
  })

  it('in a run whose broker died in the middle of the send: with what the caller got', async () => {
    expect(outcomes['broker-killed']!(await ownRun(FILE, killed('broker-b', 116)), noFiles)).toBe(2)
  })

  it('in a run in which something else died, or died before: not at all', async () => {
    for (const [node, slice] of [['broker-a', 116], ['broker-b', 100], ['namesrv', 100]] as const) {
      const run = await ownRun(FILE, killed(node, slice))
      expect(outcomes['broker-killed']!(run, noFiles), `${node} ${slice}`).toBeNull()
    }
    const [first] = sendsOf(await ownRun(FILE, killed('namesrv', 100)))
    expect(first!.outcome).toBe('threw')
  })
})

describe('what a consumer’s death leaves', async () => {
  const file = path.join(CONTENT, 'scenarios/consume.json')
  const { claims, outcomes } = CLAIMS['consume']!
  const undisturbed = await runCluster(parseScenario(scenarioJson('consume')))
  const consumed = undisturbed.of('consume-ended').find(({ keys }) => keys === 'order-1001')!
  const told = undisturbed.of('offset-committed').find(({ queueId, offset }) => queueId === consumed.queueId && offset > 0)!

  it('is asked of the lesson’s own run, and answered where it can be', async () => {
    const run = await ownRun(file)
    expect(outcomes['how-long-held']!(run, noFiles)).toBe(1)
    expect(outcomes['who-gets-it-again']!(run, noFiles)).toBe(1)
    expect(outcomes['killed-untold']!(run, noFiles)).toBeNull()
  })

  it('is one message more when it dies after its listener has ended and before the broker is told', async () => {
    const run = await ownRun(file, killed('billing-1', consumed.slice + 1))
    expect(outcomes['killed-untold']!(run, noFiles)).toBe(1)
    // Then the other one has all queues, and gets again what it failed with.
    expect(outcomes['who-gets-it-again']!(run, noFiles)).toBe(0)
    const untrue = Object.keys(claims).filter((id) => !isTrueOf(claims[id], run))
    for (const id of ['three-twice', 'by-the-other', 'four-seconds-untold']) expect(untrue).toContain(id)
    expect(untrue).not.toContain('pulls-meanwhile')
  })

  it('can be none: when the broker has been told, or when another one dies', async () => {
    for (const [node, slice] of [['billing-1', told.slice + 1], ['billing-2', consumed.slice + 1]] as const) {
      const run = await ownRun(file, killed(node, slice))
      expect(outcomes['killed-untold']!(run, noFiles), `${node} ${slice}`).toBeNull()
    }
  })
})

describe('how far a slave is when its master is back from a power cut', () => {
  const judge = CLAIMS['cluster-drill']!.outcomes['how-far-the-slave']!
  const mark = (event: number, type: string, node: string, data: Record<string, unknown>): Mark => {
    return { event, time: event, kind: 'disk', node, data: { type, ...data } } as Mark
  }
  const runWith = (...marks: Mark[]): RunModel => ({ marks }) as unknown as RunModel
  const acked = (offset: number): Mark => mark(1, 'ha-ack', 'slave', { side: 'sent', offset })
  const cut = mark(2, 'power-cut', 'master', {})
  const recovered = mark(3, 'store-recovered', 'master', { position: 100 })

  it('is read off what the slave has said, and off what the master finds', () => {
    expect([100, 120, 80].map((offset) => judge(runWith(acked(offset), cut, recovered), noFiles))).toEqual([0, 1, 2])
  })

  it('is not known of a run in which no slave has said anything, no power was cut, or no master came back', () => {
    const runs = [runWith(cut, recovered), runWith(acked(100)), runWith(acked(100), cut)]
    expect(runs.map((run) => judge(run, noFiles))).toEqual([null, null, null])
  })

  it('is further in the lesson’s own run', async () => {
    expect(judge(await ownRun(path.join(CONTENT, 'scenarios/cluster-drill.json')), noFiles)).toBe(1)
  })
})

describe('which bytes of the index the second message changes', () => {
  const judge = CLAIMS['store']!.outcomes['index-bytes']!
  const diffOf = (ranges: ReadonlyArray<readonly [number, number]>): FilesBetween => {
    const index = { node: 'broker', path: 'store/index/1', kind: 'index' as const, sizeBefore: 900, sizeAfter: 900 }
    return () => Promise.resolve([{ ...index, ranges: ranges.map(([from, to]) => ({ from, to })) }])
  }

  it('is read off the files: header, slots and entries in the lesson’s own run', async () => {
    const session = await ownSession(path.join(CONTENT, 'scenarios/store.json'))
    expect(await judge(session.modelWith([]), (from, to) => Promise.resolve(session.store.diff(from, to)))).toBe(1)
  })

  it('is whatever the files say', async () => {
    const run = await ownRun(path.join(CONTENT, 'scenarios/store.json'))
    expect(await judge(run, diffOf([[200, 220]]))).toBe(0)
    expect(await judge(run, diffOf([[0, 900]]))).toBe(2)
    expect(await judge(run, diffOf([]))).toBeNull()
    expect(await judge({ ...run, marks: [] }, noFiles)).toBeNull()
  })
})

describe('what each crash of a transaction leaves', async () => {
  const file = path.join(CONTENT, 'scenarios/kinds.json')
  const { outcomes } = CLAIMS['kinds']!
  const undisturbed = await runCluster(parseScenario(scenarioJson('kinds')))
  const halfStored = undisturbed.of('log-append').find(({ keys, topic }) => keys === 'pay-1' && topic.includes('HALF'))!
  const rowWritten = undisturbed.of('local-transaction').find(({ keys }) => keys === 'pay-1')!
  const committed = undisturbed.of('half-message').find(({ what, keys }) => what === 'committed' && keys === 'pay-1')!
  const noted = undisturbed.of('log-append').find(({ topic }) => topic === 'RMQ_SYS_TRANS_OP_HALF_TOPIC')!
  const reminded = undisturbed.of('log-append').find(({ keys, topic }) => keys === 'remind-2' && topic === 'Reminder')!
  const delivered = (run: RunModel, keys: string): number => {
    return run.marks.filter(({ data }) => data['type'] === 'log-append' && data['topic'] === 'OrderPaid' && data['keys'] === keys).length
  }
  const dies = (node: string, slice: number): ReturnType<typeof ownRun> => ownRun(file, killed(node, slice))
  const restarts = (slice: number): ReturnType<typeof ownRun> => {
    const restart = { slice: slice + 100, fault: { kind: 'restart', node: 'broker-a' } as const }
    return ownRun(file, { interventions: [...killed('broker-a', slice).interventions, restart] })
  }

  it('is asked of the lesson’s own run, and answered where it can be', async () => {
    const run = await ownRun(file)
    expect(outcomes['after-a-failure']!(run, noFiles)).toBe(2)
    for (const id of ['delivered-again', 'dies-before-its-part', 'dies-before-it-commits', 'dies-before-it-notes']) {
      expect(outcomes[id]!(run, noFiles), id).toBeNull()
    }
  })

  it('nothing, when the producer dies before its row is written; its message, when it dies afterwards', async () => {
    const before = await dies('order-1', halfStored.slice + 10)
    expect([outcomes['dies-before-its-part']!(before, noFiles), delivered(before, 'pay-1')]).toEqual([0, 0])
    const after = await dies('order-1', rowWritten.slice + 1)
    expect([outcomes['dies-before-its-part']!(after, noFiles), delivered(after, 'pay-1')]).toEqual([null, 1])
  })

  it('its message once, when the broker dies before it commits', async () => {
    const run = await restarts(committed.slice)
    expect(outcomes['dies-before-it-commits']!(run, noFiles)).toBe(1)
    expect(outcomes['dies-before-it-notes']!(run, noFiles)).toBeNull()
  })

  it('its message twice, when the broker dies before it has noted it, and once after that', async () => {
    const run = await restarts(committed.slice + 1)
    expect([outcomes['dies-before-it-notes']!(run, noFiles), delivered(run, 'pay-1')]).toEqual([1, 2])
    const later = await restarts(noted.slice + 20)
    expect([outcomes['dies-before-it-notes']!(later, noFiles), delivered(later, 'pay-1')]).toEqual([null, 1])
  })

  it('a delayed message twice, when the broker had delivered it and not written down how far it was', async () => {
    expect(outcomes['delivered-again']!(await restarts(reminded.slice + 1), noFiles)).toBe(1)
  })
})
