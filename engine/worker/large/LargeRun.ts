import { parseScenario } from '../../adapters/scenario/parseScenario'
import { PakoCompressor } from '../../adapters/zlib/PakoCompressor'
import { Cluster } from '../../cluster/Cluster'
import { assert } from '../../kernel/assert'
import type { Disk } from '../../ports/Disk'
import { MemoryDisk } from '../../ports/memory/MemoryDisk'
import { type ClusterSize, endOfFaults, messagesToSend, scenarioOfSize } from './ClusterSize'

/** How far a run is. */
export interface LargeReport {
  readonly acknowledged: number
  readonly consumed: number
  /** Of those that have been consumed: how many had been before. */
  readonly duplicates: number
  /** Sends that ended with an exception. */
  readonly failed: number
  /** Time in the cluster, in ms. */
  readonly virtualMillis: number
  /** What the files of all brokers take, in bytes: those that are made ahead as well. */
  readonly diskBytes: number
  /** Threads that live, in all processes together. */
  readonly threads: number
}

/** When the consumers have everything, they commit within five seconds of virtual time. */
const COMMITTED_MILLIS = 6000

/** A cluster of any size at work, on disks in memory. Nothing of it is recorded. */
export class LargeRun {
  private readonly size: ClusterSize
  private readonly cluster: Cluster
  private readonly disks: MemoryDisk[]
  /** Virtual time from which the run is over, in ms; null as long as messages are on their way. */
  private endMillis: number | null

  constructor(size: ClusterSize) {
    this.size = size
    this.disks = []
    this.endMillis = null
    const environment = { compressor: new PakoCompressor(), diskOf: (): Disk => this.newDisk() }
    const options = { seed: 1, interventions: [], selector: null }
    this.cluster = new Cluster(parseScenario(scenarioOfSize(size)), options, environment)
  }

  private newDisk(): Disk {
    const disk = new MemoryDisk()
    this.disks.push(disk)
    return disk
  }

  /** Goes on for `millis` of virtual time. */
  advance(millis: number): void {
    const { kernel } = this.cluster
    assert(millis > 0, 'a run goes forward', millis)
    this.cluster.run({ time: kernel.now + millis * 1000 })
    if (this.endMillis !== null || !this.isEverythingThrough()) return
    this.endMillis = Math.max(kernel.now / 1000, endOfFaults(this.size)) + COMMITTED_MILLIS
  }

  /** Has everything been sent and consumed, and is every fault over? */
  get isDone(): boolean {
    return this.endMillis !== null && this.cluster.kernel.now / 1000 >= this.endMillis
  }

  private isEverythingThrough(): boolean {
    const { outcomes } = this.cluster
    const all = messagesToSend(this.size)
    if (outcomes.acknowledgedCount + this.failed() < all) return false
    return this.size.consumers === 0 || this.consumedOnce() >= outcomes.acknowledgedCount
  }

  /** How many different messages have been consumed. */
  private consumedOnce(): number {
    return this.cluster.outcomes.consumedByGroup().get('large') ?? 0
  }

  private failed(): number {
    return [...this.cluster.outcomes.failedByException.values()].reduce((sum, count) => sum + count, 0)
  }

  report(): LargeReport {
    const { kernel, outcomes } = this.cluster
    return {
      acknowledged: outcomes.acknowledgedCount,
      consumed: this.consumedOnce(),
      duplicates: outcomes.duplicateCount,
      failed: this.failed(),
      virtualMillis: kernel.now / 1000,
      diskBytes: this.disks.reduce((sum, { used }) => sum + used, 0),
      threads: kernel.processes.reduce((sum, { threads }) => sum + threads.size, 0),
    }
  }
}
