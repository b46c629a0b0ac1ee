import { beforeEach, describe, expect, it } from 'vitest'
import { createLab } from '../../../components/strategy/logic/createLab'
import { encodeStrategyLink } from '../../../components/strategy/logic/link'
import { FIRST_LOAD } from '../../../components/strategy/logic/load'
import { SlotStore } from '../../../components/strategy/logic/SlotStore'
import { LabWorker, syntaxError } from './support/LabWorker'

const START = 'export default class Mine {}\n'

function setUp() {
  const worker = new LabWorker()
  const client = worker.client()
  const kept = new Map<string, string>()
  const keeper = {
    recall: (key: string) => kept.get(key) ?? null,
    remember: (key: string, value: string | null) => void (value === null ? kept.delete(key) : kept.set(key, value)),
  }
  let waiting: (() => void) | null = null
  const lab = createLab({
    connect: () => client,
    slots: new SlotStore(keeper, START),
    builtIns: ['round-robin', 'hash', 'random'],
    wait: (action) => {
      waiting = action
      return () => {
        waiting = null
      }
    },
  })
  const pause = (): void => waiting?.()
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  return { worker, lab, keeper, pause, settled, state: () => lab.getState() }
}

let page: ReturnType<typeof setUp>
beforeEach(() => {
  page = setUp()
})

describe('two strategies', () => {
  it('are measured under the same load and seed from the start', async () => {
    page.state().start('')
    await page.settled()
    const [before, after] = page.worker.measured()
    expect([before?.selector, after?.selector]).toEqual(['round-robin', 'hash'])
    expect(after?.load).toEqual(before?.load)
    expect(page.state().sides.after.measurement?.calls).toHaveLength(FIRST_LOAD.messages)
  })

  it('are measured again under another load, and not again under one that is known', async () => {
    page.state().start('')
    await page.settled()
    page.state().setLoad({ ...FIRST_LOAD, messages: 10 })
    await page.settled()
    expect(page.state().sides.before.measurement?.calls).toHaveLength(10)
    expect(page.worker.requests).toHaveLength(4)
    page.state().setLoad(FIRST_LOAD)
    expect(page.state().sides.before.measurement?.calls).toHaveLength(FIRST_LOAD.messages)
    expect(page.worker.requests).toHaveLength(4)
  })
})

describe('what the reader types', () => {
  it('is kept at once and run when the typing pauses', async () => {
    page.state().start('')
    page.state().show('mine:1')
    await page.settled()
    const asked = page.worker.requests.length
    page.state().edit('mine:1', `${START}a`)
    page.state().edit('mine:1', `${START}ab`)
    expect(new SlotStore(page.keeper, START).code('mine:1')).toBe(`${START}ab`)
    await page.settled()
    expect(page.worker.requests).toHaveLength(asked)
    page.pause()
    await page.settled()
    expect(page.worker.measured().slice(asked).map(({ code }) => code)).toEqual([`${START}ab`])
  })

  it('is asked for one at a time, and only the newest of what waits', async () => {
    page.state().start('')
    page.state().show('mine:1')
    await page.settled()
    const asked = page.worker.requests.length
    page.worker.answersAtOnce = false
    for (const text of ['1', '2', '3']) {
      page.state().edit('mine:1', START + text)
      page.pause()
      await page.settled()
    }
    page.worker.answerNext()
    await page.settled()
    expect(page.state().sides.after.isRunning).toBe(true)
    page.worker.answerNext()
    await page.settled()
    expect(page.worker.measured().slice(asked).map(({ code }) => code)).toEqual([`${START}1`, `${START}3`])
    expect(page.state().sides.after).toMatchObject({ isRunning: false, measurement: { key: { code: `${START}3` } } })
  })

  it('keeps the last charts while it does not compile, and says where', async () => {
    page.state().start('')
    page.state().show('mine:1')
    await page.settled()
    page.state().edit('mine:1', 'broken')
    page.pause()
    await page.settled()
    const { error, measurement } = page.state().sides.after
    expect(error).toEqual(syntaxError())
    expect(measurement?.key.code).toBe(START)
  })

  it('makes verdicts old', async () => {
    page.state().start('')
    page.state().show('mine:1')
    await page.state().check('order', 20)
    expect(page.state().checks['order']).toMatchObject({ isOld: false, verdict: { passed: true, seedsRun: 20 } })
    page.state().edit('mine:1', `${START}a`)
    expect(page.state().checks['order']).toMatchObject({ isOld: true })
  })

  it('says how far a check has come, as long as it runs', async () => {
    page.state().start('')
    page.state().show('mine:1')
    await page.settled()
    page.worker.answersAtOnce = false
    const checked = page.state().check('order', 20)
    page.worker.tell({ type: 'checking', exercise: 'order', phase: 'seeds', done: 5, of: 20 })
    expect(page.state().checks['order']).toMatchObject({ isRunning: true, progress: { phase: 'seeds', done: 5, of: 20 } })
    page.worker.answerNext()
    await checked
    page.worker.tell({ type: 'checking', exercise: 'order', phase: 'seeds', done: 6, of: 20 })
    expect(page.state().checks['order']).toMatchObject({ isRunning: false, progress: null })
  })
})

describe('code from a link', () => {
  const link = encodeStrategyLink({ load: { ...FIRST_LOAD, messages: 7 }, seed: 9, against: 'random', shown: { code: 'their code' } })!

  it('is shown, and runs only when the reader says so', async () => {
    page.state().start(`#${link}`)
    await page.settled()
    expect(page.state()).toMatchObject({ seed: 9, linked: { code: 'their code', isTrusted: false } })
    expect(page.worker.measured().map(({ code }) => code)).toEqual([null])
    await page.state().check('order', 20)
    page.state().compareWith('link')
    page.state().setSeed(10)
    await page.settled()
    expect(page.worker.requests.filter((request) => JSON.stringify(request).includes('their code'))).toEqual([])
    page.state().trustLink()
    await page.settled()
    expect(page.worker.measured().at(-1)?.code).toBe('their code')
  })

  it('comes out as it went in', () => {
    page.state().start(`#${link}`)
    expect(page.state().link()).toBe(link)
  })

  it('is left alone when it is damaged', () => {
    page.state().start(`#${link.replace('k=', 'k=AA')}`)
    expect(page.state()).toMatchObject({ notice: 'bad-link', linked: null })
  })

  it('leads to a place in a call, which is gone to when the code may run', async () => {
    const place = { slice: 4711, offset: 3 }
    const there = encodeStrategyLink({ load: FIRST_LOAD, seed: 2, against: null, shown: { code: 'their code' }, place })!
    page.state().start(`#${there}`)
    await page.settled()
    expect(page.state().stepping).toBeNull()
    page.state().trustLink()
    const { stepping } = page.state()
    expect(stepping).toMatchObject({ at: place, key: { code: 'their code', seed: 2, load: FIRST_LOAD } })
    expect(page.state().link(place)).toBe(there.replace('&c=', '&a=round-robin&c='))
  })

  it('leads to a place at once when nobody’s code is in it', () => {
    const place = { slice: 9, offset: 0 }
    const there = encodeStrategyLink({ load: FIRST_LOAD, seed: 2, against: null, shown: { builtIn: 'hash' }, place })!
    page.state().start(`#${there}`)
    expect(page.state().stepping).toMatchObject({ at: place, key: { selector: 'hash' } })
    page.state().start(`#${there.replace('c=9.0', 'c=9')}`)
    expect(page.state()).toMatchObject({ stepping: null, notice: 'bad-link' })
  })
})
