import type { Blocking } from '../../../engine/kernel/Blocking'

/** How a call has ended: with a value or an exception, as the caller sees it. */
export interface CallAnswer {
  readonly outcome: 'returned' | 'threw'
  /** Of the exception. */
  readonly className: string
  /** What was given back, or what the exception says. */
  readonly text: string
}

/** Makes a call and says how it ended. */
export function* answerTo<T>(call: () => Blocking<T> | T, describe: (value: T) => string = () => ''): Blocking<CallAnswer> {
  try {
    const made = call()
    const value = isBlocking(made) ? yield* made : made
    return { outcome: 'returned', className: '', text: describe(value) }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { outcome: 'threw', className: name, text: message }
  }
}

function isBlocking<T>(made: Blocking<T> | T): made is Blocking<T> {
  return typeof made === 'object' && made !== null && Symbol.iterator in made && 'next' in made
}
