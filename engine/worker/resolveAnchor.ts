import { firstCallOf } from '../trace/CallRecords'
import type { Trace } from '../trace/Trace'
import type { Cursor } from './protocol'

const MICROS_A_MILLI = 1000

/**
 * `client/producer/DefaultMQProducer#send`, perhaps with `:221` for a line within it, `~2` for the second call, `@broker-a` for
 * calls on that node only, and `+31000` for calls at or after that many ms. A function that belongs to no class is named in the
 * same way: `broker/util/HookUtils#handleScheduleMessage`.
 */
const SYMBOL = /^(?<path>[^#]+)#(?<method>[^:~@+]+)(?::(?<line>\d+))?/
const CONDITIONS = /(?:~(?<nth>\d+))?(?:@(?<node>[^+]+))?(?:\+(?<millis>\d+))?$/
const ANCHOR = new RegExp(SYMBOL.source + CONDITIONS.source)

/** Which calls of a method count. */
interface Wanted {
  readonly file: string
  readonly nth: number
  /** Null if the node does not matter. */
  readonly node: string | null
}

/**
 * The cursor that an anchor of a lesson stands for: the first statement of the first call of that method at or after
 * `start` (or, if there is none, of the run), or the moment at which the line is about to run in it. Null when the run
 * doesn't come there.
 */
export function resolveAnchor(trace: Trace, anchor: string, start: Cursor): Cursor | null {
  const { path, method, line, nth, node = null, millis } = ANCHOR.exec(anchor)?.groups ?? {}
  if (path === undefined || method === undefined) return null
  const className = path.slice(path.lastIndexOf('/') + 1)
  const wanted: Wanted = { file: `engine/${path}.ts`, nth: Number(nth ?? 1), node }
  const starts = millis === undefined ? [start, 0] : [trace.eventAtTime(Number(millis) * MICROS_A_MILLI)]
  const enter = nthCall(trace, `${className}#${method}`, wanted, starts) ?? nthCall(trace, method, wanted, starts)
  if (enter === null) return null
  if (line !== undefined) return trace.stepper.runTo(wanted.file, Number(line), enter, 1)
  return trace.stepper.stepInto(enter)
}

function nthCall(trace: Trace, symbol: string, wanted: Wanted, starts: readonly Cursor[]): Cursor | null {
  let found: Cursor | null = null
  for (const start of starts) found ??= nextCall(trace, symbol, wanted, start)
  for (let count = 1; count < wanted.nth && found !== null; count++) found = nextCall(trace, symbol, wanted, found + 1)
  return found
}

/** The first call at or after an event. */
function nextCall(trace: Trace, symbol: string, { file, node }: Wanted, from: Cursor): Cursor | null {
  const { events, threads } = trace.recording
  let found = firstCallOf(trace, symbol, from, file)
  while (found !== null && node !== null && threads[events.thread(found)]?.process !== node) {
    found = firstCallOf(trace, symbol, found + 1, file)
  }
  return found
}
