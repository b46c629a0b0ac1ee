import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** What the files at the cursor are compared with. */
export type DiffBase = 'statement' | 'call' | 'flush' | 'start' | 'kept'

interface Around {
  readonly run: RunModel
  readonly event: Cursor
  /** The moment that the reader wanted to keep. */
  readonly kept: Cursor
  /** The statement before the cursor's. */
  readonly before: Cursor
}

export function diffBase(base: DiffBase, { run, event, kept, before }: Around): Cursor {
  switch (base) {
    case 'statement':
      return before
    case 'call':
      return run.calls.findLast(({ from }) => from <= event)?.from ?? 0
    case 'flush':
      return run.marks.findLast((mark) => mark.event < event && mark.data['type'] === 'disk-flush')?.event ?? 0
    case 'start':
      return 0
    case 'kept':
      return kept
  }
}
