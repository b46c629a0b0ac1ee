import { describe, expect, it } from 'vitest'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { stepperZh } from '../../../components/i18n/zh/stepper'
import { describeMark, shortMark } from '../../../components/sequence/logic/describe'
import { timerName } from '../../../components/sequence/logic/tellings'
import { listEngineFiles, readEngineFile } from '../../../components/source/server/engineFiles'
import { MARK_KINDS } from '../../../engine/worker/model/buildMarks'
import type { Mark } from '../../../engine/worker/protocol'

/** Each field that some event has, with a value of its own. */
const FIELDS = {
  process: 'P', host: 'P', label: 'L', what: 'W', target: 'T', from: 'F', to: 'G', className: 'C', name: 'N', topic: 'O', brokerName: 'B',
  length: 12, queueId: 3, queueOffset: 4, path: 'D', position: 5, peer: 'E', outcome: 'returned', result: 'R', thread: 'H', task: '',
  error: 'X', how: 'normal', records: 6, dispatched: 7, discarded: 8, operation: 9, promise: 'M', detail: 'Y', side: 'sent', offset: 10,
  method: 'S', physicalOffset: 11, group: 'U', queues: 'Q', timeoutMillis: 13, reason: 'count', millis: 14, status: 'FOUND', nextOffset: 15,
  minOffset: 16, maxOffset: 17, offsets: '18, 19', keys: 'K', reconsumeTimes: 20, opaque: 21, state: 'V', was: 22,
}

function markOf(type: string): Mark {
  return { event: 1, time: 0, kind: MARK_KINDS[type]!, node: 'P', data: { type, ...FIELDS } }
}

/** What the engine calls its scheduled tasks. */
const TIMERS = [...new Set(listEngineFiles().flatMap((file) => {
  const text = readEngineFile(file)!
  const labels = [...text.matchAll(/(?:schedule(?:AtFixedRate|WithFixedDelay)?|executeTask)\(\s*(?:'([^']+)'|(\w+),)/g)]
  return labels.flatMap(([, label, name]) => label ?? new RegExp(`const ${name!} = '([^']+)'`).exec(text)?.[1] ?? [])
}))]

describe.each([['English', stepperEn], ['Chinese', stepperZh]] as const)('the words for events: %s', (_, texts) => {
  it.each(Object.keys(MARK_KINDS))('%s has a sentence and a short form', (type) => {
    for (const words of [describeMark(markOf(type), texts), shortMark(markOf(type), texts)]) {
      expect(words).not.toBe('')
      expect(words).not.toContain(texts.events.unknown.replace('{node}', 'P'))
      expect(words).not.toContain(type)
      expect(words).not.toMatch(/[{}]/)
    }
  })

  it.each(['committed', 'rolled-back', 'put-back', 'asked', 'given-up', 'noted'])('a half message that is %s has words of its own', (what) => {
    const mark = { ...markOf('half-message'), data: { ...markOf('half-message').data, what } }
    for (const words of [describeMark(mark, texts), shortMark(mark, texts)]) {
      expect(words).not.toMatch(new RegExp(`[{}]|${what}|^$`))
    }
  })

  it('there are words for every scheduled task of the engine', () => {
    expect(TIMERS.length).toBeGreaterThan(10)
    expect(Object.keys(texts.events.timers).sort()).toEqual([...TIMERS].sort())
  })

  it('a status is in words, too', () => {
    const mark = { ...markOf('node-status'), data: { type: 'node-status', from: 'starting', to: 'running' } }
    const { starting, running } = texts.cluster.status
    expect(describeMark(mark, texts)).toContain(`${starting} → ${running}`)
    expect(shortMark(mark, texts)).toBe(`→ ${running}`)
  })
})

it('a broken promise is told in Chinese, also in short: what was found is for those who look for the fault', () => {
  expect(shortMark(markOf('promise-broken'), stepperZh)).toMatch(/^\p{Script=Han}+$/u)
})

it('a pull that is made later names its queue, in both languages', () => {
  expect(timerName('pull from broker-a/OrderPaid/0', stepperEn)).toBe('pull from broker-a/OrderPaid/0')
  expect(timerName('pull from broker-a/OrderPaid/0', stepperZh)).toBe('从 broker-a/OrderPaid/0 拉取')
})

it('Chinese words for timers are Chinese', () => {
  expect(TIMERS.map((label) => timerName(label, stepperZh)).filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([])
})
