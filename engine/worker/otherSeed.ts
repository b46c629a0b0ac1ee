import { runWithHost } from '../adapters/host/runWithHost'
import { PakoCompressor } from '../adapters/zlib/PakoCompressor'
import { Cluster } from '../cluster/Cluster'
import type { Fault } from '../cluster/Fault'
import type { Scenario } from '../cluster/Scenario'
import type { Kernel } from '../kernel/Kernel'
import { memoryDisks } from './DiskOwner'
import type { RunKey } from './protocol'
import type { ReadersCode } from './ReadersCode'
import { optionsOf } from './recordRun'

/**
 * The key of the same experiment under another seed. Faults are addressed by slices, and under another seed other things happen
 * in a slice: what stays is the virtual time of each fault.
 *
 * @param scenarioOf the scenario under a seed; drills have other nodes under each
 * @param code what the key's code has been compiled to; null when it has none
 */
export async function keyOfSeed(
  key: RunKey, scenarioOf: (seed: number) => Scenario, seed: number, code: ReadersCode | null,
): Promise<RunKey> {
  if (seed === key.seed) return key
  const timed: TimedFault[] = []
  for (const { slice, fault } of key.interventions) {
    timed.push({ fault, time: await timeOfSlice(key, scenarioOf(key.seed), slice, code) })
  }
  return keyWithFaults({ ...key, seed, interventions: [] }, scenarioOf(seed), timed, code)
}

/** A fault at a virtual time, in µs. */
export interface TimedFault {
  readonly fault: Fault
  readonly time: number
}

/**
 * A key with more faults, each addressed by the first slice that begins at its time or later.
 *
 * @param faults in the order of their times
 */
export async function keyWithFaults(
  key: RunKey, scenario: Scenario, faults: readonly TimedFault[], code: ReadersCode | null,
): Promise<RunKey> {
  let other = key
  for (const { fault, time } of faults) {
    const intervention = { fault, slice: await sliceAt(other, scenario, time, code) }
    other = { ...other, interventions: [...other.interventions, intervention] }
  }
  return other
}

/** The virtual time, in µs, at which a slice begins. */
async function timeOfSlice(key: RunKey, scenario: Scenario, slice: number, code: ReadersCode | null): Promise<number> {
  return (await runUntil(key, scenario, code, (kernel) => kernel.slice >= slice)).now
}

/** The first slice that begins at the virtual time or later. */
async function sliceAt(key: RunKey, scenario: Scenario, time: number, code: ReadersCode | null): Promise<number> {
  let slice = 1
  await runUntil(key, scenario, code, (kernel) => {
    if (kernel.now < time) slice = kernel.slice + 1
    return kernel.now >= time
  })
  return slice
}

async function runUntil(
  key: RunKey, scenario: Scenario, code: ReadersCode | null, isOver: (kernel: Kernel) => boolean,
): Promise<Kernel> {
  const environment = { compressor: new PakoCompressor(), diskOf: memoryDisks() }
  const { kernel, endTime } = new Cluster(scenario, await optionsOf(key, code, 0), environment)
  await runWithHost(kernel, { time: endTime, until: () => isOver(kernel) })
  return kernel
}
