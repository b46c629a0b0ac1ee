import type { StoreCheck, StoreProblem } from './ownProtocol'

/** What has been found out about a store, also when it is to be put on a disk of `capacity` bytes. */
export function checkForDisk(check: StoreCheck, capacity: number): StoreCheck {
  if (check.bytes <= capacity) return check
  return withError(check, 'no-room', { found: check.bytes, limit: capacity })
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
  return withError(check, 'broker-trouble', { trouble: message })
}

/** An error of the archive as a whole comes before all others. */
function withError(check: StoreCheck, code: StoreProblem['code'], values: StoreProblem['values']): StoreCheck {
  return { ...check, problems: [{ level: 'error', path: '', position: null, code, values }, ...check.problems] }
}
