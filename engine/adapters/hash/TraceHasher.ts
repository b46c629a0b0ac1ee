import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import { canonicalJson } from '../../trace/canonicalJson'

/**
 * The SHA-256 over what a run reports of itself: each event with its slice and virtual time, in order. It is the same in
 * Node and in every browser, in the plain and in the traced build, or something is wrong.
 */
export class TraceHasher implements EventSink {
  events: number
  private readonly kernel: Kernel
  private readonly hash: ReturnType<typeof sha256.create>

  constructor(kernel: Kernel) {
    this.events = 0
    this.kernel = kernel
    this.hash = sha256.create()
  }

  emit(event: object): void {
    this.events++
    const { bytes, ...fields } = event as { readonly bytes?: Uint8Array }
    this.hash.update(utf8ToBytes(`${this.kernel.slice} ${this.kernel.now} ${canonicalJson(fields)}\n`))
    if (bytes !== undefined) this.hash.update(bytes)
  }

  /** In hex; nothing can be added afterwards. */
  digest(): string {
    return bytesToHex(this.hash.digest())
  }
}
