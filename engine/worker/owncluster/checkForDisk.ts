import { checkStore } from '../archive/checkStore'
import type { StoreCheck } from './ownProtocol'

/** What is wrong with the store in a zip, also when it is to be put on a disk of `capacity` bytes. */
export function checkForDisk(zip: Uint8Array, capacity: number): StoreCheck {
  const check = checkStore(zip)
  if (check.bytes <= capacity) return check
  const values = { found: check.bytes, limit: capacity }
  return { ...check, problems: [{ level: 'error', path: '', position: null, code: 'no-room', values }, ...check.problems] }
}

/** A store that is on the disk now has no broker that runs on it. The message is the broker's trouble. */
export class BrokerTroubleError extends Error {
  constructor(trouble: string) {
    super(trouble)
    this.name = 'BrokerTroubleError'
  }
}

/** What has been found out about a store by starting a broker on it. */
export function withTrouble(check: StoreCheck, { message }: BrokerTroubleError): StoreCheck {
  const problem = { level: 'error', path: '', position: null, code: 'broker-trouble', values: { trouble: message } } as const
  return { ...check, problems: [problem, ...check.problems] }
}
