import type { Compressor } from '../ports/Compressor'
import type { Disk } from '../ports/Disk'
import type { Wire } from '../ports/Wire'

/** What a client needs from its surroundings. In Java the JVM has it; here it is handed in. */
export interface ClientEnvironment {
  readonly wire: Wire
  readonly compressor: Compressor
}

/** A consumer needs a disk as well: one that broadcasts keeps its offsets there. */
export interface ConsumerEnvironment extends ClientEnvironment {
  readonly disk: Disk
}
