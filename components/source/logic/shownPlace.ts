import type { LinePart, Moment, StackFrame } from '../../../engine/worker/protocol'

/** A place in the source that the reader looks at, whatever runs. */
export interface Look {
  readonly file: string
  /** Null for the beginning of the file. */
  readonly line: number | null
}

/**
 * What is known of a line. `now`: about to run. `waits`: the call that is shown waits here for one that it made. `calls`: so does
 * another call of the stack. `looked`: the reader looks at it.
 */
export type ShownMark = 'now' | 'waits' | 'calls' | 'looked'

/** What the source pane shows. */
export interface ShownPlace {
  /** One tab each: those on the call stack, the outermost call's first, and then the one that is looked at. */
  readonly files: readonly string[]
  readonly file: string
  /** The line that is kept in view. */
  readonly line: number | null
  readonly marks: ReadonlyMap<number, ShownMark>
  /** Of the lines that are about to run or wait in the call shown: the part that does, where a line has several. */
  readonly parts: ReadonlyMap<number, LinePart>
  /** The lines of the moment are lines of this file. */
  readonly hasRunLines: boolean
}

const MAX_TABS = 7

/**
 * Where the source pane is: at what the reader looks at, else in the file whose tab is chosen, else at the call that is shown.
 * `start` stands for all of them until there is a run.
 */
export function shownPlace(
  moment: Moment | null, look: Look | null, chosen: string | null, start: Pick<StackFrame, 'file' | 'line'>,
): ShownPlace {
  const onStack = filesOnStack(moment, start.file)
  const shown = moment?.stack[moment.call]
  const tab = chosen !== null && onStack.includes(chosen) ? chosen : null
  const file = look?.file ?? tab ?? shown?.file ?? onStack.at(-1)!
  const marks = marksIn(moment, file)
  const waiting = shown?.file === file ? shown.line : moment?.stack.find((frame) => frame.file === file)?.line
  const own = moment === null && file === start.file ? start.line : (waiting ?? null)
  if (look?.line !== null && look?.line !== undefined && marks.get(look.line) !== 'now') marks.set(look.line, 'looked')
  return {
    files: onStack.includes(file) ? onStack : [...onStack, file],
    file,
    line: look === null ? own : (look.line ?? 1),
    marks,
    parts: partsIn(moment, file),
    hasRunLines: shown?.file === file,
  }
}

/** Each file once, the outermost call's first; the innermost ones if there are too many. */
function filesOnStack(moment: Moment | null, fallback: string): string[] {
  const files: string[] = []
  for (const { file } of [...(moment?.stack ?? [])].reverse()) {
    if (files.at(-1) === file) continue
    const known = files.indexOf(file)
    if (known >= 0) files.splice(known, 1)
    files.push(file)
  }
  if (files.length === 0) return [fallback]
  const last = files.slice(-MAX_TABS)
  const shown = moment!.stack[moment!.call]!.file
  return last.includes(shown) ? last : [shown, ...last.slice(1)]
}

function marksIn(moment: Moment | null, file: string): Map<number, ShownMark> {
  const marks = new Map<number, ShownMark>()
  if (moment === null) return marks
  const { stack, call } = moment
  for (const frame of stack) if (frame.file === file) marks.set(frame.line, 'calls')
  if (stack[call]?.file === file) marks.set(stack[call].line, 'waits')
  if (stack[0]?.file === file) marks.set(stack[0].line, 'now')
  return marks
}

function partsIn(moment: Moment | null, file: string): Map<number, LinePart> {
  const parts = new Map<number, LinePart>()
  const frames = moment === null ? [] : [moment.stack[moment.call], moment.stack[0]]
  for (const frame of frames) {
    if (frame?.file !== file) continue
    if (frame.part === null) parts.delete(frame.line)
    else parts.set(frame.line, frame.part)
  }
  return parts
}
