/** Work that rests again and again, each time with how much of it is done: from 0 to 1. */
export type Steps<T> = Generator<number, T>

/** Does it without a rest. */
export function atOnce<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
