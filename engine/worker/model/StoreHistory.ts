import type { TraceEvent } from '../../trace/events'
import type { Cursor } from '../protocol'
import type { ByteRange, FileDiff, FileLayer, FileState } from '../StoreView'
import type { FileImage } from './FileImage'
import { fileKind } from './fileKind'
import { FileLife } from './FileLife'
import { RangeSet } from './RangeSet'

/** A domain event and the node that it happened at. */
export interface NodeEvent {
  readonly event: Cursor
  readonly node: string
  readonly data: TraceEvent
}

/** All files of all machines, as of any cursor: a fold over what the engine says of its disks. */
export class StoreHistory {
  /** By node and path; a path may have had several files, one after the other. */
  private readonly byPlace: Map<string, FileLife[]>

  constructor(events: Iterable<NodeEvent>) {
    this.byPlace = new Map()
    for (const each of events) this.add(each)
  }

  private add({ event, node, data }: NodeEvent): void {
    if (data.type === 'power-cut') {
      for (const life of this.existing(event)) if (life.node === node) life.add(event, data)
    } else if (data.type === 'disk-deleted') {
      const life = this.life(node, data.path, event)
      if (life !== null) life.deletedAt = event
    } else if (data.type === 'disk-renamed') {
      this.rename(event, node, data.path, data.to)
    } else if (isAboutBytes(data)) {
      const known = this.life(node, data.path, event) ?? this.create(event, node, data.path)
      known.add(event, data)
    }
  }

  private create(event: Cursor, node: string, path: string): FileLife {
    const life = new FileLife(node, path, fileKind(path), event)
    const key = `${node} ${path}`
    this.byPlace.set(key, [...(this.byPlace.get(key) ?? []), life])
    return life
  }

  /** The bytes go on under another name. */
  private rename(event: Cursor, node: string, from: string, to: string): void {
    const life = this.life(node, from, event)
    if (life === null) return
    const old = this.life(node, to, event)
    if (old !== null) old.deletedAt = event
    const image = life.imageAt(event)
    const length = image.size
    const renamed = this.create(event, node, to)
    renamed.add(event, { type: 'disk-created', host: node, path: to, position: 0, length })
    const bytes = image.read(0, length)
    renamed.add(event, { type: 'disk-write', host: node, path: to, position: 0, length, bytes })
    life.deletedAt = event
  }

  /** The file that a path stands for at an event; null when there is none. */
  life(node: string, path: string, event: Cursor): FileLife | null {
    return this.lives(node, path).find((life) => life.existsAt(event)) ?? null
  }

  /** The files that a path has stood for, one after the other. */
  lives(node: string, path: string): readonly FileLife[] {
    return this.byPlace.get(`${node} ${path}`) ?? []
  }

  /** The files that there are at an event, by node and path. */
  existing(event: Cursor): FileLife[] {
    const found = [...this.byPlace.values()].flat().filter((life) => life.existsAt(event))
    return found.sort((one, other) => compare(one.node, other.node) || compare(one.path, other.path))
  }

  files(event: Cursor): FileState[] {
    return this.existing(event).map((life) => life.imageAt(event).state(life.node, life.path))
  }

  /** The file as of an event, valid until the next question. Null when there is none. */
  image(event: Cursor, node: string, path: string): FileImage | null {
    return this.life(node, path, event)?.imageAt(event) ?? null
  }

  /** A stretch of a file as of an event; empty when there is no such file. */
  bytes(event: Cursor, node: string, path: string, window: Window): Uint8Array {
    const image = this.image(event, node, path)
    return image?.read(window.from, window.length, window.layer) ?? new Uint8Array(0)
  }

  /** What is different at the second of two cursors; they may come in either order. */
  diff(before: Cursor, after: Cursor): FileDiff[] {
    const lives = new Map<string, FileLife>()
    const all = [...this.existing(before), ...this.existing(after)]
    for (const life of all) lives.set(`${life.node} ${life.path}`, life)
    const diffs = [...lives.values()].map((life): FileDiff => {
      return { kind: life.kind, ...this.diffOf(life.node, life.path, before, after) }
    })
    return diffs.filter(({ ranges, sizeBefore, sizeAfter }) => ranges.length > 0 || sizeBefore !== sizeAfter)
  }

  private diffOf(node: string, path: string, before: Cursor, after: Cursor): Omit<FileDiff, 'kind'> {
    const one = this.life(node, path, before)
    const other = this.life(node, path, after)
    const sizeBefore = one?.imageAt(before).size ?? null
    const sizeAfter = other?.imageAt(after).size ?? null
    const touched = new RangeSet()
    for (const life of new Set([one, other])) {
      for (const change of life?.changesBetween(Math.min(before, after), Math.max(before, after)) ?? []) {
        if ('bytes' in change && 'position' in change) touched.add(change.position, change.position + change.length)
      }
    }
    const ranges = touched.list.flatMap(({ from, to }) => {
      const old = one?.imageAt(before).read(from, to - from) ?? new Uint8Array(0)
      const now = other?.imageAt(after).read(from, to - from) ?? new Uint8Array(0)
      return differences(old, now, from)
    })
    return { node, path, sizeBefore, sizeAfter, ranges }
  }
}

export interface Window {
  readonly from: number
  readonly length: number
  readonly layer?: FileLayer
}

function isAboutBytes(data: TraceEvent): data is Extract<TraceEvent, { path: string }> {
  switch (data.type) {
    case 'disk-created':
    case 'disk-truncated':
    case 'disk-write':
    case 'disk-flush':
    case 'page-cache-write':
    case 'mapped-file-position':
    case 'log-append':
      return true
    default:
      return false
  }
}

/** Where two stretches of bytes that begin at `start` differ; what one of them lacks counts as zeros. */
function differences(old: Uint8Array, now: Uint8Array, start: number): ByteRange[] {
  const found: ByteRange[] = []
  const length = Math.max(old.length, now.length)
  let from = -1
  for (let index = 0; index <= length; index++) {
    const isDifferent = index < length && (old[index] ?? 0) !== (now[index] ?? 0)
    if (isDifferent && from < 0) from = index
    if (isDifferent || from < 0) continue
    found.push({ from: start + from, to: start + index })
    from = -1
  }
  return found
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
