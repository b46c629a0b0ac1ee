import type { Blocking } from '../../../engine/kernel/Blocking'

/** What the body throws. */
export function* caught(body: () => Blocking<unknown>): Blocking<unknown> {
  try {
    yield* body()
  } catch (error) {
    return error
  }
  return 'nothing was thrown'
}
