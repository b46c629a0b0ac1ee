// @notrace-file: the kernel asserts too, and the scheduler does not show in a trace.

/**
 * Something that must hold does not: a bug of ours, never of the input. The run ends with it. Code that catches it stops
 * nothing: the kernel hears of it before it is thrown, see {@link Kernel.run}.
 */
export class AssertionError extends Error {
  /** What must hold, in the words of the assert. */
  readonly invariant: string
  readonly found: unknown
  readonly expected: unknown

  constructor(invariant: string, found?: unknown, expected?: unknown) {
    super(`must hold: ${invariant}${valuesOf(found, expected)}`)
    this.name = 'AssertionError'
    this.invariant = invariant
    this.found = found
    this.expected = expected
  }
}

/** Hears of each broken invariant: the kernel that runs. */
let witness: ((error: AssertionError) => void) | null = null

/**
 * States what must hold at this point of the program. The invariant is a literal: while it holds, an assert costs one
 * comparison.
 *
 * @param found the value that decides, shown when the invariant is broken
 * @param expected what it was compared with
 * @throws AssertionError, which ends the run whether somebody catches it or not
 */
export function assert(condition: boolean, invariant: string, found?: unknown, expected?: unknown): asserts condition {
  if (!condition) fail(invariant, found, expected)
}

function fail(invariant: string, found: unknown, expected: unknown): never {
  const error = new AssertionError(invariant, found, expected)
  witness?.(error)
  throw error
}

/** Called by the kernel around everything that it runs. */
export function setWitness(next: ((error: AssertionError) => void) | null): void {
  witness = next
}

function valuesOf(found: unknown, expected: unknown): string {
  if (found === undefined) return ''
  return expected === undefined ? ` (found ${String(found)})` : ` (found ${String(found)}, expected ${String(expected)})`
}
