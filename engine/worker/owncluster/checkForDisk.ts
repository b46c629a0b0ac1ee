import { checkStore } from '../archive/checkStore'
import type { StoreCheck } from './ownProtocol'

/** What is wrong with the store in a zip, also when it is to be put on a disk of `capacity` bytes. */
export function checkForDisk(zip: Uint8Array, capacity: number): StoreCheck {
  const check = checkStore(zip)
  if (check.bytes <= capacity) return check
  const values = { found: check.bytes, limit: capacity }
  return { ...check, problems: [{ level: 'error', path: '', position: null, code: 'no-room', values }, ...check.problems] }
}
