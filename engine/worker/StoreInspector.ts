import { LESSON_STORE } from '../cluster/BrokerNode'
import { DRILL_INDEX } from '../cluster/drill/DrillPlan'
import type { Scenario } from '../cluster/Scenario'
import type { IndexFileSizes } from '../store/index/IndexFile'
import { lastAtMost } from '../trace/ClockMarks'
import type { TraceEventOf } from '../trace/events'
import type { Trace } from '../trace/Trace'
import { describeFile } from './describeFile/describeFile'
import type { StoreReader } from './describeFile/StoreReader'
import type { FrameJourney } from './model/buildFrames'
import { buildJourney } from './model/buildJourney'
import { NodeTable } from './model/NodeTable'
import type { Window } from './model/StoreHistory'
import { StoreHistory } from './model/StoreHistory'
import type { Cursor } from './protocol'
import type { FileDiff, FileField, FileState, RecordJourney } from './StoreView'

interface PlacedAppend {
  readonly event: Cursor
  readonly node: string
  readonly data: TraceEventOf<'log-append'>
}

/** Everything that can be asked of the files of a run. */
export class StoreInspector {
  private readonly trace: Trace
  private readonly scenario: Scenario
  private readonly frames: readonly FrameJourney[]
  private readonly nodes: NodeTable
  private readonly history: StoreHistory
  private readonly appends: readonly PlacedAppend[]

  constructor(trace: Trace, scenario: Scenario, frames: readonly FrameJourney[]) {
    this.trace = trace
    this.scenario = scenario
    this.frames = frames
    this.nodes = new NodeTable(scenario)
    const placed = trace.domain(0, trace.length).flatMap(({ event, data }) => {
      return 'host' in data ? [{ event, node: this.nodes.ofHost(data.host), data }] : []
    })
    this.history = new StoreHistory(placed)
    this.appends = trace.domain(0, trace.length, 'log-append').map(({ event, data }) => {
      return { event, node: this.nodes.ofHost(data.host), data }
    })
  }

  files(event: Cursor): FileState[] {
    return this.history.files(event)
  }

  bytes(event: Cursor, node: string, path: string, window: Window): Uint8Array {
    return this.history.bytes(event, node, path, window)
  }

  fields(event: Cursor, node: string, path: string, { from, length }: Window): FileField[] {
    return describeFile(this.readerAt(event, node), path, from, from + length)
  }

  diff(before: Cursor, after: Cursor): FileDiff[] {
    return this.history.diff(before, after)
  }

  /**
   * The way of the message that is being stored at the event: the next one that is appended, if it has arrived by then,
   * else the last one that was, else the first. Null when there is none. `append`: of the message whose append that event is.
   */
  journey(event: Cursor, append?: Cursor): RecordJourney | null {
    const known = this.appends.findIndex((each) => each.event === append)
    if (known >= 0) return this.journeyOf(known, event)
    const last = lastAtMost(this.appends.map((each) => each.event), event)
    const next = this.journeyOf(last + 1, event)
    const arrivedAt = next?.stops[0]?.event ?? Infinity
    return last < 0 || arrivedAt <= event ? next : this.journeyOf(last, event)
  }

  private journeyOf(index: number, event: Cursor): RecordJourney | null {
    const append = this.appends[index]
    if (append === undefined) return null
    const { node } = append
    const source = {
      history: this.history,
      frames: this.frames,
      node,
      end: this.trace.length - 1,
      readerAt: (at: Cursor) => this.readerAt(at, node),
      sliceOf: (at: Cursor) => this.trace.slice(at),
      isOfNode: (address: string) => this.nodes.ofAddress(address) === node,
    }
    return buildJourney(source, append.event, append.data, event)
  }

  private readerAt(event: Cursor, node: string): StoreReader {
    const { history } = this
    const indexSizes = this.indexSizesOf(node)
    let paths: readonly string[] | null = null
    return {
      indexSizes,
      paths: () => (paths ??= history.existing(event).filter((life) => life.node === node).map(({ path }) => path)),
      sizeOf: (path) => history.image(event, node, path)?.size ?? 0,
      read: (path, from, length) => history.bytes(event, node, path, { from, length }),
    }
  }

  private indexSizesOf(node: string): IndexFileSizes {
    const { brokers, drills } = this.scenario
    const isDrilled = drills.some(({ store }) => store.name === node)
    const store = isDrilled ? DRILL_INDEX : { ...LESSON_STORE, ...brokers.find(({ name }) => name === node)?.store }
    return { hashSlotNum: Number(store.maxHashSlotNum), indexNum: Number(store.maxIndexNum) }
  }
}
