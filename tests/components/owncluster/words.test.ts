import { describe, expect, test } from 'vitest'
import { fill } from '../../../components/i18n/fill'
import { ownEn } from '../../../components/i18n/en/own'
import { ownZh } from '../../../components/i18n/zh/own'
import { logStrip } from '../../../components/owncluster/logic/logStrip'
import { problemSentence } from '../../../components/owncluster/logic/problemSentence'
import { reason, recoverySentences, recoveryVerdict } from '../../../components/owncluster/logic/recoverySentences'
import { clock, gap, messagesIn, size } from '../../../components/owncluster/logic/words'
import { segmentsOf } from '../../../components/store/logic/strip'
import type { StoreProblem } from '../../../engine/worker/owncluster/ownProtocol'
import { someRecovery, stateOf } from './support/OwnWorker'

const LANGUAGES = [['en', ownEn], ['zh', ownZh]] as const

describe('what recovery did', () => {
  test('is told in sentences without gaps, whatever it was', () => {
    for (const [locale, texts] of LANGUAGES) {
      for (const after of ['closed', 'kill', 'cut-power', 'shutdown', 'import'] as const) {
        for (const change of [{}, { records: 0, from: '' }, { discarded: 7, dispatched: 2 }, { lastAliveMillis: null }, { path: '' }]) {
          const sentences = recoverySentences(someRecovery({ after, ...change }), texts, locale)
          expect(sentences.length).toBeGreaterThanOrEqual(2)
          for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]+[.。）]$/)
          expect(new Set(sentences).size).toBe(sentences.length)
        }
      }
    }
  })

  test('says what ended it and how long ago, how it was read, and where it ends', () => {
    const [end, how, log] = recoverySentences(someRecovery(), ownEn, 'en')
    expect(end).toMatch(/^The tab was closed or left at \d\d:\d\d:\d\d, 14 seconds before this start\./)
    expect(how).toMatch(/abnormal.*beginning with commitlog\/0\.$/)
    expect(log).toBe('17 records are whole. The log ends at byte 4\u202f641 of commitlog/0.')
  })

  test('is judged by what had been acknowledged', () => {
    const lost = { recovery: someRecovery({ lost: 3 }), acknowledged: 20 }
    expect(recoveryVerdict(lost, ownEn)).toEqual({
      big: '3', of: 'of the 20 messages that had been acknowledged are gone', kind: 'lost',
    })
    expect(recoveryVerdict({ ...lost, recovery: someRecovery({ lost: 1 }) }, ownEn).of).toContain(' is gone')
    expect(recoveryVerdict({ recovery: someRecovery(), acknowledged: 20 }, ownEn)).toEqual({
      big: 'None', of: 'of 20 acknowledged messages was lost', kind: 'kept',
    })
    const before = recoveryVerdict({ recovery: someRecovery({ lost: 0, lostEver: 20 }), acknowledged: 40 }, ownEn)
    expect(before).toMatchObject({ big: '20', kind: 'kept' })
    expect(before.of).toContain('this start has lost none')
    const both = recoveryVerdict({ recovery: someRecovery({ lost: 3, lostEver: 5 }), acknowledged: 40 }, ownEn)
    expect(both).toMatchObject({ big: '5', kind: 'lost' })
    expect(both.of).toContain('3 of them at this start')
    expect(recoveryVerdict({ recovery: someRecovery(), acknowledged: 0 }, ownEn)).toMatchObject({ big: '', kind: 'nothing' })
    expect(recoveryVerdict({ recovery: someRecovery({ after: 'import' }), acknowledged: 0 }, ownEn)).toMatchObject({ big: '17', kind: 'kept' })
  })

  test('has a reason', () => {
    const { settings } = stateOf()
    const sync = { ...settings, flushDiskType: 'SYNC_FLUSH' } as const
    const why = (change: Parameters<typeof someRecovery>[0], flush: typeof settings = settings) => {
      return reason({ recovery: someRecovery(change), acknowledged: 20 }, flush, ownEn)
    }
    expect(why({ lost: 2 })).toBe(ownEn.back.why.lost)
    expect(why({})).toBe(ownEn.back.why['async-safe'])
    expect(why({}, sync)).toBe(ownEn.back.why.sync)
    expect(why({ after: 'kill' })).toBe(ownEn.back.why.kill)
    expect(why({ after: 'shutdown' })).toBe(ownEn.back.why.shutdown)
    expect(reason({ recovery: someRecovery(), acknowledged: 0 }, settings, ownEn)).toBeNull()
  })
})

describe('what is wrong with an archive', () => {
  const problem = (change: Partial<StoreProblem>): StoreProblem => {
    return { level: 'error', path: 'commitlog/0', position: null, code: 'json', values: {}, ...change }
  }

  test.each<Partial<StoreProblem>>([
    ...['damaged', 'encrypted', 'method'].map((reason) => ({ code: 'not-a-zip', values: { reason } }) as const),
    { code: 'too-big', values: { limit: 10, found: 20 } },
    { code: 'no-store', values: { found: 0 } },
    { code: 'no-store', values: { found: 2 } },
    ...['traversal', 'character', 'twice', 'queue', 'index'].map((reason) => ({ code: 'file-name', values: { reason } }) as const),
    { code: 'file-name', values: { reason: 'offset', fileSize: 4096 } },
    { code: 'file-size', values: { expected: 10, found: 0 } },
    { code: 'file-size', values: { found: 0 } },
    { code: 'file-missing', values: { next: '0001' } },
    { code: 'file-missing', values: { count: 3, queueOffset: 7 } },
    { code: 'file-missing', level: 'warning' },
    { code: 'record-damaged', position: 4641, values: { cut: 200 } },
    { code: 'record-damaged', level: 'warning', position: 0, values: { cut: 200 } },
    { code: 'entry-disagrees', position: 20, values: { count: 1, queueOffset: 1, physicalOffset: 300 } },
    { code: 'entry-disagrees', level: 'warning', position: 20, values: { count: 1, queueOffset: 1, physicalOffset: 300 } },
    ...['size', 'header', 'layout', 'entries'].map((reason) => ({ code: 'index-header', values: { reason } }) as const),
    { code: 'checkpoint', values: { reason: 'size', expected: 4096, found: 3 } },
    { code: 'checkpoint', position: 0, values: { reason: 'number' } },
    { code: 'checkpoint', position: 0, values: { reason: 'late', expected: 1, found: 3 } },
    { code: 'json', values: { backup: '', fault: 'x' } },
    { code: 'json', level: 'warning', values: { backup: 'config/topics.json.bak', fault: 'x' } },
    { code: 'queue-count', values: { topic: 'T', found: 70_000, limit: 4096 } },
    { code: 'no-room', values: { found: 20, limit: 10 } },
    { code: 'broker-trouble', values: { trouble: 'no space left' } },
    { code: 'unknown-file', level: 'warning' },
  ])('is said in both languages: %j', (change) => {
    for (const [, texts] of LANGUAGES) {
      const { where, what } = problemSentence(problem(change), texts)
      expect(where).toContain('commitlog/0')
      expect(what).toMatch(/^[^{}]{4,}[.。]$/)
    }
  })

  test('names the place of the damage', () => {
    const { where } = problemSentence(problem({ code: 'record-damaged', position: 4641, values: { cut: 1 } }), ownEn)
    expect(where).toBe('commitlog/0, byte 4\u202f641')
  })

  test('is another thing when recovery will deal with it', () => {
    const damaged = { code: 'record-damaged', values: { cut: 1 } } as const
    const error = problemSentence(problem(damaged), ownEn).what
    expect(problemSentence(problem({ ...damaged, level: 'warning' }), ownEn).what).not.toBe(error)
  })
})

describe('the end of the log', () => {
  test('shows all that is not flushed, in a stretch that is filled and moves by quarters', () => {
    const origins = new Set<number>()
    for (let wrote = 0; wrote < 200_000; wrote += 273) {
      for (const unflushed of [0, 273, 40_000]) {
        const flushed = Math.max(0, wrote - unflushed)
        const { file, origin } = logStrip({ from: 0, flushed, committed: wrote, wrote })
        if (unflushed === 0) origins.add(origin)
        expect(file.flushed).toBeGreaterThanOrEqual(0)
        expect(file.wrote).toBeLessThanOrEqual(file.size)
        expect(origin + file.wrote).toBe(wrote)
        const shown = segmentsOf(file).filter(({ kind }) => kind === 'dirty').reduce((sum, { from, to }) => sum + to - from, 0)
        expect(shown).toBe(wrote - flushed)
      }
    }
    expect(origins.size).toBeLessThan(60)
  })

  test('does not begin before the log does', () => {
    expect(logStrip({ from: 65_536, flushed: 65_536, committed: 65_600, wrote: 65_700 }).origin).toBe(65_536)
  })
})

test('numbers, sizes and times are said as one says them', () => {
  expect(fill(ownEn.units.messages, { n: 1 })).toBe('1 message')
  expect(fill(ownEn.units.messages, { n: 12_345 })).toBe('12\u202f345 messages')
  expect([0, 1023, 1024, 7_340_032, 10 * 1024 ** 3].map((bytes) => size(bytes, ownEn))).toEqual([
    '0 bytes', '1\u202f023 bytes', '1 KiB', '7 MiB', '10 GiB',
  ])
  expect([400, 14_000, 200_000, 7_200_000, 500_000_000].map((millis) => gap(millis, 'en'))).toEqual([
    '0.4 seconds', '14 seconds', '3 minutes', '2 hours', '6 days',
  ])
  const noon = new Date(2026, 10, 21, 12, 0, 0).getTime()
  expect(clock(noon, noon + 1000, 'en')).toBe('12:00:00')
  expect(clock(noon, noon + 86_400_000, 'en')).toMatch(/2026.*12:00:00/)
  expect(messagesIn([{ topic: 'T', queueId: 0, minOffset: 2, maxOffset: 5 }, { topic: 'T', queueId: 1, minOffset: 0, maxOffset: 1 }])).toBe(4)
})
