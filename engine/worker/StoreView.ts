import type { Cursor } from './protocol'

/** What the page learns of the files of the cluster's machines, as they are at a cursor. Positions and lengths are bytes. */

export type FileKind =
  | 'commit-log' | 'consume-queue' | 'index' | 'checkpoint' | 'timer-wheel' | 'timer-log' | 'timer-check' | 'text' | 'other'

export interface ByteRange {
  readonly from: number
  /** The first byte that doesn't belong to it any more. */
  readonly to: number
}

/** One file at a cursor. */
export interface FileState {
  readonly node: string
  readonly path: string
  readonly kind: FileKind
  readonly size: number
  /** Up to here the store has filled it: in the file's pages, or in memory of its own that stands in for them. */
  readonly wrote: number
  /** Up to here it is in the pages of the file. */
  readonly committed: number
  /** Up to here the device has said that it is safe. */
  readonly flushed: number
  /** In pages only: a power cut would lose it. */
  readonly dirty: readonly ByteRange[]
  /** Handed to the device, which has not answered yet. */
  readonly underway: readonly ByteRange[]
}

/** `memory`: what everybody on the machine sees. `disk`: what would be there if the power went and nothing more arrived. */
export type FileLayer = 'memory' | 'disk'

/** A way from one file to another. */
export interface FileLink {
  readonly to: 'log' | 'queue' | 'index' | 'timer'
  readonly path: string
  readonly position: number
  readonly length: number
}

export type FieldKind = 'record' | 'blank' | 'free' | 'entry' | 'header' | 'slots' | 'slot' | 'text' | 'value'

/** A stretch of a file and what it means. */
export interface FileField {
  readonly kind: FieldKind
  readonly name: string
  /** From the beginning of the file. */
  readonly offset: number
  readonly length: number
  readonly value: string
  readonly children?: readonly FileField[]
  readonly links?: readonly FileLink[]
}

/** How a file differs between two cursors. */
export interface FileDiff {
  readonly node: string
  readonly path: string
  readonly kind: FileKind
  /** Null if there was no such file. */
  readonly sizeBefore: number | null
  readonly sizeAfter: number | null
  readonly ranges: readonly ByteRange[]
}

export type JourneyStage = 'message' | 'record' | 'pages' | 'disk' | 'queue' | 'index'

/** Where a message is in one of the layers that it goes through. */
export interface JourneyStop {
  readonly stage: JourneyStage
  /** When it gets there; null when this run doesn't see it. */
  readonly event: Cursor | null
  /** '' for the frame that brought it. */
  readonly path: string
  readonly position: number
  /** What is there at the cursor; none of a frame that has not arrived and of a record that is not complete. */
  readonly bytes: Uint8Array
}

/** The way of the message that is being stored at the cursor, or was last. */
export interface RecordJourney {
  /** The event of its append, by which it is asked for again. */
  readonly append: Cursor
  readonly node: string
  readonly topic: string
  readonly keys: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  readonly stops: readonly JourneyStop[]
}
