import type { Kernel, RunLimit, RunOutcome } from '../../kernel/Kernel'
import { HostCall } from './HostCall'

/** Runs the kernel as {@link Kernel.run} does, doing in between what its threads ask of the world outside. */
export async function runWithHost(kernel: Kernel, limit: RunLimit = {}): Promise<RunOutcome> {
  for (;;) {
    const outcome = kernel.run(limit)
    if (outcome !== 'host') return outcome
    const call = kernel.pendingHostCall
    if (!(call instanceof HostCall)) throw new TypeError('a thread asked the host for something that is not a HostCall')
    await call.run()
    kernel.hostDone()
  }
}
