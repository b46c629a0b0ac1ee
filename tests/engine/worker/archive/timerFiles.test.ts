import { describe, expect, test } from 'vitest'
import type { ExaminedStore } from '../../../../engine/worker/archive/examineStore'
import { examineStore } from '../../../../engine/worker/archive/examineStore'
import { atOnce } from '../../../../engine/worker/archive/Steps'
import { hexToBytes } from '../../support/golden'
import { goldenStore } from '../../store/support/goldenFiles'
import { goldenTimer } from '../../store/support/goldenTimer'
import { zipOf } from './support/zips'

const GOLDEN = goldenTimer()
type Files = Map<string, Uint8Array>

const CHECK = 'config/timercheck'
const LOG = 'timerlog/00000000000000000000'
const STORE = goldenStore('store-full')
const TIMER = [CHECK, 'config/timermetrics', LOG, 'timerwheel']

/** What a real broker's timer has left, with a smaller wheel. */
function timerFiles(): Map<string, Uint8Array> {
  const log = new Uint8Array(1_048_576)
  for (const [index, hex] of GOLDEN.timerlog.entries()) log.set(hexToBytes(hex), index * 52)
  const check = new Uint8Array(4096)
  check.set(hexToBytes(GOLDEN.timercheck))
  return new Map([
    ['timerwheel', new Uint8Array(3600 * 64)], [LOG, log], ['config/timercheck', check],
    ['config/timermetrics', new TextEncoder().encode(GOLDEN.timermetrics)],
  ])
}

function examined(change: (files: Map<string, Uint8Array>) => void = () => {}): ExaminedStore {
  const files = timerFiles()
  change(files)
  return atOnce(examineStore(zipOf(new Map([...STORE, ...files]), 'store/')))
}

describe('the files of the timer in an archive', () => {
  test('are taken along, and say how large the wheel is', () => {
    const { check, files, sizes } = examined()
    expect(check.problems).toEqual([])
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(TIMER))
    expect(sizes).toMatchObject({ timerWheelSlots: 3600, mappedFileSizeTimerLog: 1_048_576 })
  })

  test.each([
    ['a wheel of a length that no wheel has', 'timerwheel', 'file-size', (files: Files) => files.set('timerwheel', new Uint8Array(100))],
    ['a checkpoint that is cut off', CHECK, 'file-size', (files: Files) => files.set(CHECK, new Uint8Array(56))],
    ['a negative number in the checkpoint', CHECK, 'timer', (files: Files) => files.get(CHECK)!.fill(0xff, 16, 24)],
    ['a record of another length', LOG, 'timer', (files: Files) => files.get(LOG)!.fill(0, 52, 56)],
    ['a record that leads ahead', LOG, 'timer', (files: Files) => files.get(LOG)!.set([0, 0, 0, 0, 0, 0, 9, 9], 56)],
  ])('are refused with %s', (_what, path, code, change) => {
    const { check, files } = examined(change)
    expect(check.problems).toContainEqual(expect.objectContaining({ level: 'error', path, code }))
    expect(files).toEqual([])
  })

  test('stay behind where only the numbers of messages can’t be read', () => {
    const { check, files } = examined((all) => all.set('config/timermetrics', new TextEncoder().encode('{"timingCount":[')))
    expect(check.problems).toEqual([expect.objectContaining({ level: 'warning', code: 'json', path: 'config/timermetrics' })])
    expect(files.map(({ path }) => path)).not.toContain('config/timermetrics')
  })
})
