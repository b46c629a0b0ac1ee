import type { Compressor } from '../ports/Compressor'
import type { Wire } from '../ports/Wire'

/** What a client finds around it. In Java these are the JVM's; here they are handed in. */
export interface ClientEnvironment {
  readonly wire: Wire
  readonly compressor: Compressor
}
