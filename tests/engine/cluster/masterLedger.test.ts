import { describe, expect, it } from 'vitest'
import { MasterLedger } from '../../../engine/cluster/clusterdrill/MasterLedger'

const SECOND = 1_000_000

/** Two records of ten bytes each, at 0 and 10, appended at 1 s and 20 s. */
function ledgerOfTwo(): MasterLedger {
  const ledger = new MasterLedger()
  ledger.appended(1, 0, new Uint8Array(10), SECOND)
  ledger.appended(2, 10, new Uint8Array(10), 20 * SECOND)
  return ledger
}

describe('the ledger of a master', () => {
  it('lets a power cut take what was written too late to be flushed', () => {
    const ledger = ledgerOfTwo()
    ledger.powerCut(21 * SECOND)
    expect(ledger.recovered(10, 22 * SECOND)).toBeNull()
    expect(ledger.lost().map(({ id }) => id)).toEqual([2])
  })

  it('misses what was there for longer than the slowest flush', () => {
    const ledger = ledgerOfTwo()
    ledger.powerCut(21 * SECOND)
    expect(ledger.recovered(0, 22 * SECOND)?.id).toBe(1)
  })

  it('counts from the end of what hindered the flush', () => {
    const ledger = ledgerOfTwo()
    ledger.hindered(15 * SECOND)
    ledger.powerCut(21 * SECOND)
    expect(ledger.recovered(0, 22 * SECOND)).toBeNull()
  })

  it('misses every record after a kill: the page cache survives it', () => {
    const ledger = ledgerOfTwo()
    ledger.died(21 * SECOND)
    expect(ledger.recovered(10, 22 * SECOND)?.id).toBe(2)
  })

  it('lets a power cut under a killed process take what that one had not flushed', () => {
    const ledger = ledgerOfTwo()
    ledger.died(2 * SECOND)
    ledger.powerCut(60 * SECOND)
    expect(ledger.recovered(0, 61 * SECOND)).toBeNull()
  })

  it('takes nothing for flushed when a process ends before it has recovered', () => {
    const ledger = ledgerOfTwo()
    ledger.powerCut(2 * SECOND)
    ledger.stopped()
    expect(ledger.recovered(0, 22 * SECOND)).toBeNull()
    const killed = ledgerOfTwo()
    killed.died(2 * SECOND)
    killed.stopped()
    killed.powerCut(60 * SECOND)
    expect(killed.recovered(0, 61 * SECOND)).toBeNull()
  })

  it('misses what was said to be safe, what a power cut has left, and what a clean end has flushed', () => {
    const said = ledgerOfTwo()
    said.find(2, 10)!.isSafe = true
    said.powerCut(21 * SECOND)
    expect(said.recovered(10, 22 * SECOND)?.id).toBe(2)
    const saidLate = ledgerOfTwo()
    saidLate.powerCut(21 * SECOND)
    saidLate.find(2, 10)!.isSafe = true
    expect(saidLate.recovered(10, 22 * SECOND)?.id).toBe(2)
    const left = ledgerOfTwo()
    left.powerCut(21 * SECOND)
    expect(left.recovered(20, 22 * SECOND)).toBeNull()
    left.powerCut(23 * SECOND)
    expect(left.recovered(10, 24 * SECOND)?.id).toBe(2)
    const stopped = ledgerOfTwo()
    stopped.stopped()
    stopped.powerCut(21 * SECOND)
    expect(stopped.recovered(10, 22 * SECOND)?.id).toBe(2)
  })

  it('knows nothing any more when the power goes after the device has failed', () => {
    const ledger = ledgerOfTwo()
    ledger.hasDeviceFailed = true
    ledger.powerCut(60 * SECOND)
    expect(ledger.isUpToChance).toBe(true)
  })
})
