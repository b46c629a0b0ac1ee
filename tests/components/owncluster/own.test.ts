import { describe, expect, test } from 'vitest'
import { createOwn } from '../../../components/owncluster/logic/createOwn'
import type { OwnPageState } from '../../../components/owncluster/logic/OwnPageState'
import type { OwnSend } from '../../../engine/worker/owncluster/ownProtocol'
import { OwnWorker, someRecovery, stateOf } from './support/OwnWorker'

const SEND: OwnSend = { topic: 'T', count: 3, keys: '', tags: '', body: '', bodyBytes: 0, delayLevel: 0 }
const KEY = { scenario: '', seed: 0, interventions: [], selector: null }

interface Page {
  readonly state: () => OwnPageState
  readonly workers: OwnWorker[]
  readonly saved: string[]
  readonly reloads: () => number
}

/** A page whose workers are made by `make`, the first one started. */
async function pageOf(make: () => OwnWorker = () => new OwnWorker()): Promise<Page> {
  const workers: OwnWorker[] = []
  const saved: string[] = []
  let reloads = 0
  const own = createOwn({
    connect: () => {
      workers.push(make())
      return workers.at(-1)!.client()
    },
    save: (name, zip) => saved.push(`${name} ${zip.length}`),
    reload: () => void reloads++,
  })
  own.getState().start()
  await settled()
  return { state: own.getState, workers, saved, reloads: () => reloads }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

function archive(): Blob & { name: string } {
  return Object.assign(new Blob([new Uint8Array(10)]), { name: 'a.zip' })
}

describe('the page of the reader’s own cluster', () => {
  test('opens the cluster first, and knows it by what the worker says', async () => {
    const { state, workers: [worker] } = await pageOf(() => new OwnWorker({ acknowledged: 4 }))
    expect(worker!.asked()).toEqual(['own-open'])
    expect(state()).toMatchObject({ cluster: { acknowledged: 4 }, breakdown: null, recovered: null, notice: null })
    expect(state().doing.size).toBe(0)
    worker!.tell({ type: 'own-changed', state: stateOf({ broker: 'killed' }) })
    expect(state().cluster!.broker).toBe('killed')
  })

  test('keeps what recovery found, with what had been acknowledged then, while sending goes on', async () => {
    const recovery = someRecovery({ lost: 2 })
    const { state, workers: [worker] } = await pageOf(() => new OwnWorker({ acknowledged: 20, recovery }))
    expect(state().recovered).toEqual({ recovery, acknowledged: 20 })
    await state().send(SEND, 'nothing')
    expect(state()).toMatchObject({ cluster: { acknowledged: 23 }, recovered: { acknowledged: 20 }, sent: { sent: 3 } })
    const next = someRecovery({ atMillis: 99_000, after: 'kill' })
    worker!.tell({ type: 'own-changed', state: stateOf({ acknowledged: 23, recovery: next }) })
    expect(state().recovered).toEqual({ recovery: next, acknowledged: 23 })
    worker!.tell({ type: 'own-changed', state: stateOf() })
    expect(state().recovered).toBeNull()
  })

  test('shows how far a big send is, and forgets it when the answer is there', async () => {
    const { state, workers: [worker] } = await pageOf()
    worker!.answersAtOnce = false
    const sending = state().send(SEND, 'nothing')
    expect(state().doing.has('sending')).toBe(true)
    worker!.tell({ type: 'own-progress', what: 'send', done: 1, of: 3 })
    expect(state().progress).toEqual({ done: 1, of: 3 })
    worker!.answerNext()
    await sending
    expect(state()).toMatchObject({ progress: null, sent: { sent: 3 } })
    expect(state().doing.size).toBe(0)
  })

  test('breaks the broker while a send is under way', async () => {
    const { state, workers: [worker] } = await pageOf()
    worker!.answersAtOnce = false
    const sending = state().send(SEND, 'nothing')
    const breaking = state().breakBroker('kill')
    expect([...state().doing]).toEqual(['sending', 'breaking'])
    worker!.answerNext()
    worker!.answerNext()
    await Promise.all([sending, breaking])
    expect(worker!.requests.at(-1)).toEqual({ type: 'own-break', how: 'kill' })
  })

  test('does at once what is to follow the last answer', async () => {
    const { state, workers: [worker], reloads } = await pageOf()
    await state().send(SEND, 'cut-power')
    await settled()
    expect(worker!.asked()).toEqual(['own-open', 'own-send', 'own-break'])
    expect(reloads()).toBe(0)
    await state().send(SEND, 'reload')
    expect(worker!.isEnded).toBe(true)
    expect(reloads()).toBe(1)
    expect(worker!.asked()).toHaveLength(4)
  })

  test('says what did not work, and goes on', async () => {
    const { state, workers: [worker] } = await pageOf()
    worker!.instead = ({ type }) => (type === 'own-boot' ? { type: 'failed', message: 'the broker runs' } : undefined)
    await state().boot()
    expect(state()).toMatchObject({ notice: { kind: 'failed', message: 'the broker runs' }, breakdown: null })
    expect(state().doing.size).toBe(0)
    await state().send(SEND, 'nothing')
    expect(state()).toMatchObject({ notice: null, sent: { sent: 3 } })
  })

  test('says that the worker has ended, and starts another one', async () => {
    const { state, workers } = await pageOf()
    workers[0]!.answersAtOnce = false
    const sending = state().send(SEND, 'nothing')
    workers[0]!.onerror!({ message: 'out of memory' })
    await sending
    expect(state()).toMatchObject({ breakdown: 'out of memory', notice: null })
    expect(state().doing.size).toBe(0)
    await state().send(SEND, 'nothing')
    expect(workers[0]!.isEnded).toBe(true)
    state().start()
    await settled()
    expect(workers).toHaveLength(2)
    expect(state()).toMatchObject({ breakdown: null, cluster: { broker: 'running' } })
  })

  test('hears nothing more of a worker that it has ended', async () => {
    const { state, workers } = await pageOf()
    state().start()
    await settled()
    expect(workers[0]!.isEnded).toBe(true)
    workers[0]!.tell({ type: 'own-changed', state: stateOf({ broker: 'killed' }) })
    workers[0]!.onerror!({ message: 'late' })
    expect(state()).toMatchObject({ breakdown: null, cluster: { broker: 'running' } })
    state().stop()
    expect(workers[1]!.isEnded).toBe(true)
  })

  test('saves an export', async () => {
    const { state, saved } = await pageOf()
    await state().exportStore()
    expect(saved).toEqual(['store.zip 2048'])
    expect(state().notice).toEqual({ kind: 'exported', name: 'store.zip', bytes: 2048 })
  })

  test('looks through an archive and replaces nothing before it is told to', async () => {
    const { state, workers: [worker] } = await pageOf()
    await state().check(archive())
    expect(worker!.asked()).toEqual(['own-open', 'own-check'])
    expect(state().archive).toMatchObject({ name: 'a.zip', check: { messages: 5 } })
    state().putAway()
    await state().replace()
    expect(worker!.asked()).toHaveLength(2)
    await state().check(archive())
    await state().replace()
    expect(worker!.requests.at(-1)).toEqual({ type: 'own-import', zip: new Uint8Array(10) })
    expect(state()).toMatchObject({ archive: null, notice: { kind: 'was-imported' } })
  })

  test('keeps the archive in view when it is refused after all', async () => {
    const { state, workers: [worker] } = await pageOf()
    await state().check(archive())
    const problem = { level: 'error', path: '', position: null, code: 'no-store', values: { found: 0 } } as const
    const check = { ...worker!.check, problems: [problem] }
    worker!.instead = ({ type }) => (type === 'own-import' ? { type: 'own-checked', check } : undefined)
    await state().replace()
    expect(state().archive!.check.problems).toEqual([problem])
  })

  test('says how far the archive is while it is looked through, and gives it up', async () => {
    const { state, workers: [worker] } = await pageOf()
    worker!.answersAtOnce = false
    const checking = state().check(archive())
    await settled()
    worker!.tell({ type: 'own-progress', what: 'archive', done: 30, of: 100 })
    expect(state()).toMatchObject({ archiveProgress: { done: 30, of: 100 }, progress: null })
    worker!.instead = ({ type }) => (type === 'own-check' ? { type: 'own-given-up', state: stateOf() } : undefined)
    const given = state().giveUp()
    expect(worker!.asked().at(-1)).toBe('own-give-up')
    worker!.answerNext()
    worker!.answerNext()
    await Promise.all([checking, given])
    expect(state()).toMatchObject({ archive: null, archiveProgress: null, notice: { kind: 'given-up' } })
    expect(state().doing.size).toBe(0)
  })

  test('forgets what it showed when the disk is emptied', async () => {
    const { state } = await pageOf()
    await state().send(SEND, 'nothing')
    await state().find({ by: 'key', topic: 'T', key: 'k', max: 1 })
    state().show('store/commitlog/0', 5, 10)
    await state().reset()
    expect(state()).toMatchObject({ sent: null, found: null, wanted: null, notice: { kind: 'was-reset' } })
  })

  test('leads to the same place as often as it is asked', async () => {
    const { state } = await pageOf()
    state().show('p', 1, 2)
    const first = state().wanted!
    state().show('p', 1, 2)
    expect(state().wanted).toEqual({ ...first, nth: first.nth + 1 })
  })

  test('has its files asked for as those of a run are, and nothing of runs', async () => {
    const { state } = await pageOf()
    const { files } = await state().askFiles!({ type: 'files', key: KEY, event: 1 }, 'files')
    expect(files).toEqual([])
    await expect(state().askFiles!({ type: 'seek', key: KEY, event: 1 }, 'moment')).rejects.toThrow('no runs')
  })
})
