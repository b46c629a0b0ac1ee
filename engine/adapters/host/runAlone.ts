import type { Blocking } from '../../kernel/Blocking'
import { Kernel } from '../../kernel/Kernel'
import { runWithHost } from './runWithHost'

/** Does something that blocks, such as work on a disk, outside of any run. Rejects with what the body throws. */
export async function runAlone<T>(body: () => Blocking<T>): Promise<T> {
  const kernel = new Kernel({ seed: 0 })
  const process = kernel.createProcess({ name: 'alone', host: 'nowhere' })
  let outcome: { readonly value: T } | { readonly error: unknown } | null = null
  const thread = process.spawn('alone', function* () {
    try {
      outcome = { value: yield* body() }
    } catch (error) {
      outcome = { error }
    }
  })
  await runWithHost(kernel, { until: () => !thread.isAlive })
  const done = outcome as { readonly value: T } | { readonly error: unknown } | null
  if (done === null) throw new Error('the body has not come to an end')
  if ('error' in done) throw done.error
  return done.value
}
