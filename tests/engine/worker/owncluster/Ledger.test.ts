import { describe, expect, it } from 'vitest'
import { runAlone } from '../../../../engine/adapters/host/runAlone'
import { DiskFullError } from '../../../../engine/ports/Disk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import type { LedgerEntry } from '../../../../engine/worker/owncluster/Ledger'
import { Ledger } from '../../../../engine/worker/owncluster/Ledger'

function open(disk: MemoryDisk): Promise<Ledger> {
  return runAlone(() => Ledger.open(disk))
}

function message(number: number): LedgerEntry {
  return { physicalOffset: number * 100, queueId: number % 4, queueOffset: number, keys: `key ${number}` }
}

/** Adds messages `from` up to `to`, each with a record of 100 bytes. */
function add(ledger: Ledger, from: number, to: number): void {
  for (let number = from; number < to; number++) ledger.add(message(number), (number + 1) * 100)
  ledger.save()
}

describe('Ledger', () => {
  it('knows in the next visit what was saved, and not what was not', async () => {
    const disk = new MemoryDisk()
    const ledger = await open(disk)
    add(ledger, 0, 3)
    ledger.add(message(3), 400)
    const again = await open(disk)
    expect(again.count).toBe(3)
    expect(again.settle(150)).toEqual([message(2)])
    expect((await open(disk)).settle(0)).toEqual([])
    expect((await open(disk)).count).toBe(3)
  })

  it('forgets what is safe, and goes on counting it', async () => {
    const ledger = await open(new MemoryDisk())
    add(ledger, 0, 10)
    ledger.safeUpTo(699)
    expect([ledger.count, ledger.doubtful]).toEqual([10, 4])
    expect(ledger.settle(0)).toEqual([6, 7, 8, 9].map(message))
  })

  it('stays small, however many messages there are', async () => {
    const disk = new MemoryDisk()
    const ledger = await open(disk)
    for (let round = 0; round < 200; round++) {
      add(ledger, round * 100, (round + 1) * 100)
      ledger.safeUpTo(round * 10_000)
    }
    expect(disk.used).toBeLessThan(400_000)
    const again = await open(disk)
    expect(again.count).toBe(20_000)
    expect(again.settle(19_990 * 100)).toEqual(Array.from({ length: 10 }, (_, i) => message(19_990 + i)))
  })

  it('takes what is whole when somebody has died while writing', async () => {
    const disk = new MemoryDisk()
    const ledger = await open(disk)
    add(ledger, 0, 5)
    const file = disk.paths().find((path) => disk.contents(path).length > 0)!
    await runAlone(function* () {
      const torn = yield* disk.open(file, false)
      torn.truncate(torn.size() - 3)
    })
    expect((await open(disk)).count).toBe(4)
  })

  it('goes on where the torn line began', async () => {
    const disk = new MemoryDisk()
    add(await open(disk), 0, 2)
    const file = disk.paths().find((path) => disk.contents(path).length > 0)!
    await runAlone(function* () {
      const torn = yield* disk.open(file, false)
      torn.truncate(torn.size() - 3)
    })
    add(await open(disk), 5, 7)
    const again = await open(disk)
    expect(again.count).toBe(3)
    expect(again.settle(0)).toEqual([message(0), message(5), message(6)])
  })

  it('is empty after it was cleared', async () => {
    const disk = new MemoryDisk()
    const ledger = await open(disk)
    add(ledger, 0, 5)
    ledger.clear()
    expect((await open(disk)).count).toBe(0)
  })

  it('goes on in memory when the device has no room, and writes all of it when there is some', async () => {
    const disk = new (class extends MemoryDisk {
      isFull = true
      override reserve(path: string, bytes: number): void {
        if (this.isFull && bytes > 0) throw new DiskFullError(path, bytes)
        super.reserve(path, bytes)
      }
    })()
    const ledger = await open(disk)
    add(ledger, 0, 5)
    expect([ledger.count, ledger.doubtful]).toEqual([5, 5])
    disk.isFull = false
    add(ledger, 5, 6)
    expect((await open(disk)).count).toBe(6)
  })
})
