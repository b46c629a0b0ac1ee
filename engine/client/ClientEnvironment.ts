import type { Compressor } from '../ports/Compressor'
import type { Wire } from '../ports/Wire'

/** What a client needs from its surroundings. In Java the JVM has it; here it is handed in. */
export interface ClientEnvironment {
  readonly wire: Wire
  readonly compressor: Compressor
}
