import { RemotingCommandException } from '../exception/RemotingCommandException'

const LENGTH_SIZE = 4
/** The length itself, and the word with the length of the header. */
const FRAME_MIN_LENGTH = 8
/** Original: system property com.rocketmq.remoting.frameMaxLength */
const FRAME_MAX_LENGTH = 16_777_216

/**
 * Cuts a stream of bytes into frames, whatever pieces it arrives in: `offer` what has arrived, then ask for the `next`
 * until there is none. Original: NettyDecoder.
 */
export class FrameDecoder {
  /** What has arrived and is not part of a frame that was given out, and how many bytes that is. */
  private readonly pieces: Uint8Array[]
  private pending: number
  /** Bytes of the next frame, its length field included; null when not even that is known. */
  private wanted: number | null

  constructor() {
    this.pieces = []
    this.pending = 0
    this.wanted = null
  }

  offer(bytes: Uint8Array): void {
    this.pieces.push(bytes)
    this.pending += bytes.length
  }

  /**
   * The next frame, its length field included; null when it is not complete. Frames before a broken one are good.
   * @throws RemotingCommandException
   */
  next(): Uint8Array | null {
    // A big frame in small pieces is put together once, not anew with every piece.
    if (this.pending < (this.wanted ?? LENGTH_SIZE)) return null
    const stream = this.joined()
    this.wanted = frameLength(stream)
    const end = this.wanted
    if (end > stream.length) return null
    this.wanted = null
    this.pieces.length = 0
    this.pending -= end
    if (this.pending > 0) this.pieces.push(stream.subarray(end))
    return stream.subarray(0, end)
  }

  private joined(): Uint8Array {
    if (this.pieces.length > 1) {
      const all = new Uint8Array(this.pending)
      let position = 0
      for (const piece of this.pieces.splice(0)) {
        all.set(piece, position)
        position += piece.length
      }
      this.pieces.push(all)
    }
    return this.pieces[0]!
  }
}

/** Bytes of the frame that begins here, of which at least the length is there. */
function frameLength(bytes: Uint8Array): number {
  const length = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) + LENGTH_SIZE
  if (length < FRAME_MIN_LENGTH || length > FRAME_MAX_LENGTH) {
    throw new RemotingCommandException(`a frame of ${length} bytes`)
  }
  return length
}
