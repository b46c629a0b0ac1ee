import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inLargerUnit, shownValue } from '../../../components/reference/logic/shownValue'
import { readRequestCodes, readResponseCodes } from '../../../components/reference/server/readCodes'
import { readDefaults } from '../../../components/reference/server/readDefaults'
import { symbolNamed, taughtAt } from '../../../components/reference/server/taughtAt'
import { ownRun } from '../../../content/ownRun'
import { REQUEST_MEANINGS, RESPONSE_MEANINGS } from '../../../content/reference/codes'
import { SETTINGS, type ConfigName } from '../../../content/reference/defaults'
import { EXCEPTIONS } from '../../../content/reference/exceptions'
import { GLOSSARY } from '../../../content/reference/glossary'
import { QUESTIONS } from '../../../content/reference/questions'
import { CHANGES } from '../../../content/reference/versions'
import { responseCodeName } from '../../../engine/remoting/protocol/ResponseCode'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')
const HAN = /\p{Script=Han}/u

/** Pairs of texts anywhere in a value. */
function pairsIn(node: unknown): Array<{ en: string; zh: string }> {
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return []
  const { en, zh } = node as { en?: unknown; zh?: unknown }
  if (typeof en === 'string' && typeof zh === 'string') return [{ en, zh }]
  return Object.values(node).flatMap(pairsIn)
}

const ALL = { GLOSSARY, SETTINGS, EXCEPTIONS, QUESTIONS, CHANGES, REQUEST_MEANINGS, RESPONSE_MEANINGS }

describe.each(Object.entries(ALL))('%s', (_, content) => {
  it('is in both languages, with the same numbers', () => {
    const pairs = pairsIn(content)
    expect(pairs.length).toBeGreaterThan(5)
    expect(pairs.filter(({ en }) => HAN.test(en))).toEqual([])
    const words = pairs.filter(({ en, zh }) => en !== zh)
    expect(words.filter(({ zh }) => !HAN.test(zh) && !/^[A-Z]/.test(zh))).toEqual([])
    const numbers = (text: string): string[] => {
      return (text.match(/\d[\d ]*\d|\d/g) ?? []).map((each) => each.replaceAll(' ', '')).sort()
    }
    const hasOthers = words.filter(({ en, zh }) => /\d{2}/.test(en + zh) && numbers(en).join() !== numbers(zh).join())
    expect(hasOthers.map(({ en, zh }) => [en, zh])).toEqual([])
  })
})

describe('the reference', () => {
  it('leads to lessons, runs and symbols that there are, in both languages', async () => {
    const taught = [
      ...GLOSSARY.map((term) => term.taught), ...QUESTIONS.map(({ leads }) => leads),
      ...EXCEPTIONS.flatMap(({ run, more }) => [{ run }, ...(more === undefined ? [] : [more])]),
      ...CHANGES.flatMap((change) => (change.taught === undefined ? [] : [change.taught])),
    ]
    for (const locale of ['en', 'zh'] as const) {
      for (const each of taught) expect((await taughtAt(each, locale)).label).not.toBe('')
    }
    await expect(taughtAt({ lesson: 'send-call', step: 'gone' }, 'en')).rejects.toThrow('gone')
    await expect(taughtAt({ run: 'gone' }, 'en')).rejects.toThrow('gone')
  })

  it('has each entry once', () => {
    for (const list of [GLOSSARY, EXCEPTIONS, CHANGES]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    const settings = SETTINGS.flatMap(({ config, settings: each }) => each.map(({ field }) => `${config}.${field}`))
    expect(new Set(settings).size).toBe(settings.length)
  })
})

describe('defaults', () => {
  const values = readDefaults()
  const valueOf = (config: ConfigName, field: string) => values.get(config)!.find((each) => each.field === field)!

  it('are the engine’s', () => {
    expect(valueOf('DefaultMQProducer', 'sendMsgTimeout').value).toBe(3000)
    expect(valueOf('DefaultMQPushConsumer', 'pullBatchSize').value).toBe(32)
    expect(valueOf('BrokerConfig', 'waitTimeMillsInSendQueue').value).toBe(200)
    expect(valueOf('MessageStoreConfig', 'mappedFileSizeCommitLog').value).toBe(1_073_741_824)
  })

  it('say where they are used, in symbols that there are', () => {
    expect(valueOf('DefaultMQProducer', 'compressMsgBodyOverHowmuch').usedIn).toEqual([
      'client/impl/producer/DefaultMQProducerImpl#tryToCompressMessage',
    ])
    // Through a method that has bounds for it.
    expect(valueOf('MessageStoreConfig', 'diskMaxUsedSpaceRatio').usedIn.length).toBeGreaterThan(0)
    const used = [...values.values()].flat()
    expect(used.flatMap(({ usedIn }) => usedIn).filter((symbol) => symbolNamed(symbol) === undefined)).toEqual([])
    expect(used.filter(({ usedIn }) => usedIn.length === 0).map(({ field }) => field)).toEqual([])
  })

  it('are shown with their unit, and in a larger one where that is whole', () => {
    expect([shownValue(30_000, 'ms'), inLargerUnit(30_000, 'ms')]).toEqual(['30\u202f000 ms', '30 s'])
    expect([shownValue(4_194_304, 'bytes'), inLargerUnit(4_194_304, 'bytes')]).toEqual(['4\u202f194\u202f304 B', '4 MiB'])
    expect([inLargerUnit(200, 'ms'), inLargerUnit(72, 'h'), inLargerUnit(259_200, 's'), inLargerUnit(6_000_000, 'bytes')]).toEqual([
      null, null, '3 d', null,
    ])
    expect([shownValue(true, ''), shownValue('ZLIB', '')]).toEqual(['true', 'ZLIB'])
  })
})

describe('codes', () => {
  const requests = new Map(readRequestCodes().map((row) => [row.name, row]))
  const responses = new Map(readResponseCodes().map((row) => [row.name, row]))

  it('say who answers, as the processes themselves have it', () => {
    const answerers = (name: string) => requests.get(name)!.answeredBy.map(({ process, symbol }) => `${process} ${symbol}`)
    expect(answerers('SEND_MESSAGE_V2')).toEqual(['broker broker/processor/SendMessageProcessor'])
    expect(answerers('GET_ROUTEINFO_BY_TOPIC')).toEqual(['namesrv namesrv/processor/ClientRequestProcessor'])
    expect(answerers('POP_MESSAGE')).toEqual(['broker broker/processor/PopMessageProcessor'])
    expect(answerers('GET_CONSUMER_RUNNING_INFO').map((each) => each.split(' ')[0])).toEqual(['broker', 'client'])
    expect(answerers('AUTH_CREATE_USER')).toEqual([])
    expect([...requests.values()].filter(({ answeredBy }) => answeredBy.length > 0).length).toBeGreaterThan(80)
  })

  it('have their meaning, if one of our processes gives them', () => {
    const given = [...responses.values()].filter(({ givenBy }) => givenBy.length > 0).map(({ name }) => name)
    expect(given.filter((name) => !Object.hasOwn(RESPONSE_MEANINGS, name))).toEqual([])
    expect(Object.keys(RESPONSE_MEANINGS).filter((name) => !responses.has(name))).toEqual([])
    const isAnswered = (name: string): boolean => (requests.get(name)?.answeredBy.length ?? 0) > 0
    expect(Object.keys(REQUEST_MEANINGS).filter((name) => !isAnswered(name))).toEqual([])
  })
})

describe('exceptions', () => {
  it.each(EXCEPTIONS)('$id: its run ends so', async ({ run: scenario, sign }) => {
    const run = await ownRun(path.join(SCENARIOS, `${scenario}.json`))
    const results = run.calls.filter(({ label }) => label.startsWith('producer.send')).map(({ result }) => result)
    // Of an asynchronous send the application hears in its callback; the run has the answer on the wire.
    const answers = run.marks.filter(({ data }) => data['type'] === 'frame-received' && data['isResponse'] === true)
      .map(({ data }) => `code ${String(data['code'])} ${responseCodeName(Number(data['code']))}`)
    expect([...results, ...answers].some((each) => sign.test(each))).toBe(true)
    expect(results.some((each) => each.includes('SEND_OK')) || answers.some((each) => each.includes('SUCCESS'))).toBe(true)
  })
})

describe('what is said of 5.3.2', () => {
  let was: (id: string) => string
  beforeAll(() => {
    was = (id) => CHANGES.find((change) => change.id === id)!.was[2].en
  })

  it('is so in the engine', () => {
    const values = readDefaults()
    const value = (config: ConfigName, field: string) => values.get(config)!.find((each) => each.field === field)!.value
    expect(was('scan')).toBe(`${Number(value('NamesrvConfig', 'scanNotActiveBrokerInterval')) / 1000} s`)
    expect(was('vip')).toBe(value('ClientConfig', 'vipChannelEnabled') === true ? 'on' : 'off')
    expect(was('back-pressure')).toContain('off by default')
    expect(value('DefaultMQProducer', 'enableBackpressureForAsyncMode')).toBe(false)
    expect(was('auto-batch')).toContain(value('DefaultMQProducer', 'autoBatch') === false ? 'off' : 'on')
  })
})
