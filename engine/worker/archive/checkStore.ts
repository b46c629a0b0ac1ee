import type { StoreCheck } from '../owncluster/ownProtocol'
import { examineStore } from './examineStore'
import { atOnce } from './Steps'

/** What is in a zip, and whether a broker could run on it. Nothing is written. */
export function checkStore(zip: Uint8Array): StoreCheck {
  return atOnce(examineStore(zip)).check
}
