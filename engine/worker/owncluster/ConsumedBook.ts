import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { RangeSet } from '../model/RangeSet'
import { StateFile } from './StateFile'

/** Reader, topic and queue, with blanks between: none of them has one. */
type Key = string

interface Written {
  readonly generation: number
  readonly consumed: ReadonlyArray<readonly [key: Key, ranges: ReadonlyArray<readonly [from: number, to: number]>]>
}

/**
 * What has been consumed: for each reader (a group, or in broadcasting one member of it) the places in the queues whose messages a
 * listener has ended with success. It is written past all page caches, before the page hears of anything; so it knows, as no
 * broker does, what is consumed once more because nobody had committed it.
 *
 * Two files take turns, so that one is whole whenever the worker ends. The one with the higher number counts.
 */
export class ConsumedBook {
  static readonly FILES = ['consumed.0', 'consumed.1'] as const
  private readonly files: readonly StateFile[]
  private readonly consumed: Map<Key, RangeSet>
  private generation: number
  private isSaved: boolean

  private constructor(files: readonly StateFile[]) {
    const written = files.map((file) => file.read()).filter(isWritten)
    const found = written.sort((one, other) => other.generation - one.generation)
    this.files = files
    this.consumed = new Map(found[0]?.consumed.map(([key, ranges]) => [key, rangeSet(ranges)]))
    this.generation = found[0]?.generation ?? 0
    this.isSaved = true
  }

  static *open(disk: Disk): Blocking<ConsumedBook> {
    const [first, second] = ConsumedBook.FILES
    return new ConsumedBook([yield* StateFile.open(disk, first), yield* StateFile.open(disk, second)])
  }

  /** @returns whether this reader had consumed this message before */
  note(reader: string, topic: string, queueId: number, offset: number): boolean {
    const key = keyOf(reader, topic, queueId)
    const ranges = this.consumed.get(key) ?? new RangeSet()
    this.consumed.set(key, ranges)
    if (ranges.list.some(({ from, to }) => from <= offset && offset < to)) return true
    ranges.add(offset, offset + 1)
    this.isSaved = false
    return false
  }

  /** How many messages of a queue this reader has consumed from a place on. */
  countFrom(reader: string, topic: string, queueId: number, offset: number): number {
    const ranges = this.consumed.get(keyOf(reader, topic, queueId))?.list ?? []
    return ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, offset)), 0)
  }

  /** How many messages of all queues a reader has consumed. */
  countOf(reader: string): number {
    const own = [...this.consumed].filter(([key]) => key.startsWith(`${reader} `))
    return own.reduce((sum, [, { list }]) => sum + list.reduce((all, { from, to }) => all + to - from, 0), 0)
  }

  /** The queues that a reader has consumed from. */
  queuesOf(reader: string): Array<{ readonly topic: string; readonly queueId: number }> {
    return [...this.consumed.keys()].filter((key) => key.startsWith(`${reader} `)).map(queueIn)
  }

  /**
   * The queues are shorter than they were: their places are given to other messages.
   * @param endOf where a queue ends
   * @returns how many messages of each reader are gone that it had consumed
   */
  settle(endOf: (topic: string, queueId: number) => number): Map<string, number> {
    const gone = new Map<string, number>()
    for (const [key, ranges] of this.consumed) {
      const { topic, queueId } = queueIn(key)
      const removed = ranges.remove(endOf(topic, queueId), Infinity)
      if (removed.length === 0) continue
      const [reader = ''] = key.split(' ')
      gone.set(reader, (gone.get(reader) ?? 0) + removed.reduce((sum, { from, to }) => sum + to - from, 0))
      this.isSaved = false
    }
    return gone
  }

  clear(): void {
    this.consumed.clear()
    this.isSaved = false
  }

  /** To be called before anybody hears of what was noted. */
  save(): void {
    if (this.isSaved) return
    this.generation++
    const consumed = [...this.consumed].map(([key, { list }]) => {
      return [key, list.map(({ from, to }) => [from, to] as const)] as const
    })
    this.files[this.generation % 2]!.write({ generation: this.generation, consumed } satisfies Written)
    this.isSaved = true
  }
}

function keyOf(reader: string, topic: string, queueId: number): Key {
  return `${reader} ${topic} ${queueId}`
}

function queueIn(key: Key): { readonly topic: string; readonly queueId: number } {
  const [, topic = '', queueId = ''] = key.split(' ')
  return { topic, queueId: Number(queueId) }
}

function rangeSet(ranges: ReadonlyArray<readonly [number, number]>): RangeSet {
  const set = new RangeSet()
  for (const [from, to] of ranges) set.add(from, to)
  return set
}

function isWritten(value: unknown): value is Written {
  const { generation, consumed } = (value ?? {}) as Partial<Written>
  return typeof generation === 'number' && Array.isArray(consumed)
}
