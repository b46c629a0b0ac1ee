import { firstCallOf } from '../trace/CallRecords'
import type { Trace } from '../trace/Trace'
import type { Cursor } from './protocol'

/**
 * `client/producer/DefaultMQProducer#send`, perhaps with `:221` for a line within it and `~2` for the second call. A function
 * that belongs to no class is named in the same way: `broker/util/HookUtils#handleScheduleMessage`.
 */
const ANCHOR = /^(?<path>[^#]+)#(?<method>[^:~]+)(?::(?<line>\d+))?(?:~(?<nth>\d+))?$/

/**
 * The cursor that an anchor of a lesson stands for: the first statement of the first call of that method at or after
 * `start` (or, if there is none, of the run), or the moment at which the line is about to run in it. Null when the run
 * doesn't come there.
 */
export function resolveAnchor(trace: Trace, anchor: string, start: Cursor): Cursor | null {
  const match = ANCHOR.exec(anchor)?.groups
  if (match === undefined) return null
  const file = `engine/${match['path']!}.ts`
  const className = match['path']!.slice(match['path']!.lastIndexOf('/') + 1)
  const method = match['method']!
  const nth = Number(match['nth'] ?? 1)
  const enter = nthCall(trace, `${className}#${method}`, file, start, nth) ?? nthCall(trace, method, file, start, nth)
  if (enter === null) return null
  if (match['line'] !== undefined) return trace.stepper.runTo(file, Number(match['line']), enter, 1)
  return trace.stepper.stepInto(enter)
}

function nthCall(trace: Trace, symbol: string, file: string, start: Cursor, nth: number): Cursor | null {
  let found = firstCallOf(trace, symbol, start, file) ?? firstCallOf(trace, symbol, 0, file)
  for (let count = 1; count < nth && found !== null; count++) found = firstCallOf(trace, symbol, found + 1, file)
  return found
}
