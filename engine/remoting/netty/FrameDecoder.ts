import { assert } from '../../kernel/assert'
import { RemotingCommandException } from '../exception/RemotingCommandException'

const LENGTH_SIZE = 4
/** The length itself, and the word with the length of the header. */
const FRAME_MIN_LENGTH = 8
/** Original: system property com.rocketmq.remoting.frameMaxLength */
const FRAME_MAX_LENGTH = 16_777_216

const NOTHING = new Uint8Array(0)

/**
 * Cuts a stream of bytes into frames, in whatever pieces it arrives: `offer` what has arrived, then ask for the `next` frame
 * until there is none. Original: NettyDecoder.
 */
export class FrameDecoder {
  /** The bytes from `begin` to `end` have arrived and belong to no frame yet. What was given out is never written again. */
  private cumulation: Uint8Array
  private begin: number
  private end: number

  constructor() {
    this.cumulation = NOTHING
    this.begin = 0
    this.end = 0
  }

  /** Takes over the bytes of a piece that comes alone; copies those of any other. */
  offer(bytes: Uint8Array): void {
    if (this.begin === this.end) {
      this.cumulation = bytes
      this.begin = 0
      this.end = bytes.length
      return
    }
    if (this.end + bytes.length > this.cumulation.length) this.makeRoomFor(bytes.length)
    this.cumulation.set(bytes, this.end)
    this.end += bytes.length
  }

  /** Doubles, so that each byte is copied a constant number of times, however small the pieces. */
  private makeRoomFor(length: number): void {
    const pending = this.cumulation.subarray(this.begin, this.end)
    this.cumulation = new Uint8Array(2 * (pending.length + length))
    this.cumulation.set(pending)
    this.begin = 0
    this.end = pending.length
  }

  /**
   * The next frame, its length field included; null when it is not complete. Frames before a broken one are good.
   * @throws RemotingCommandException
   */
  next(): Uint8Array | null {
    const { cumulation, begin } = this
    if (this.end - begin < LENGTH_SIZE) return null
    const length = frameLength(cumulation, begin)
    if (this.end - begin < length) return null
    this.begin += length
    assert(this.begin <= this.end, 'a frame has arrived before it is given out', this.begin, this.end)
    return cumulation.subarray(begin, this.begin)
  }
}

/** Bytes of the frame that begins at `at`, the length field included, which has arrived. */
function frameLength(bytes: Uint8Array, at: number): number {
  const length = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) + LENGTH_SIZE
  if (length < FRAME_MIN_LENGTH || length > FRAME_MAX_LENGTH) {
    throw new RemotingCommandException(`a frame of ${length} bytes`)
  }
  return length
}
