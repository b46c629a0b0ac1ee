import { RemotingCommandException } from '../exception/RemotingCommandException'

const LENGTH_SIZE = 4
/** The length itself, and the word with the length of the header. */
const FRAME_MIN_LENGTH = 8
/** Original: system property com.rocketmq.remoting.frameMaxLength */
const FRAME_MAX_LENGTH = 16_777_216

/** Cuts a stream of bytes into frames, whatever pieces it arrives in. Original: NettyDecoder. */
export class FrameDecoder {
  /** The pieces of a frame that is not complete yet, and how many bytes they are. */
  private readonly pieces: Uint8Array[]
  private pending: number
  /** Bytes of that frame, its length field included; null when not even that is known. */
  private wanted: number | null

  constructor() {
    this.pieces = []
    this.pending = 0
    this.wanted = null
  }

  /** @returns the frames that are complete now, length fields included. @throws RemotingCommandException */
  push(bytes: Uint8Array): Uint8Array[] {
    this.pieces.push(bytes)
    this.pending += bytes.length
    // A big frame in small pieces is put together once, not anew with every piece.
    if (this.pending < (this.wanted ?? LENGTH_SIZE)) return []
    return this.cut(this.takeAll())
  }

  private cut(stream: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = []
    let rest = stream
    this.wanted = frameLength(rest)
    while (this.wanted !== null && rest.length >= this.wanted) {
      frames.push(rest.subarray(0, this.wanted))
      rest = rest.subarray(this.wanted)
      this.wanted = frameLength(rest)
    }
    if (rest.length > 0) this.pieces.push(rest)
    this.pending = rest.length
    return frames
  }

  private takeAll(): Uint8Array {
    const pieces = this.pieces.splice(0)
    if (pieces.length === 1) return pieces[0]!
    const all = new Uint8Array(this.pending)
    let position = 0
    for (const piece of pieces) {
      all.set(piece, position)
      position += piece.length
    }
    return all
  }
}

/** Bytes of the frame that begins here; null when not even that is known yet. */
function frameLength(bytes: Uint8Array): number | null {
  if (bytes.length < LENGTH_SIZE) return null
  const length = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) + LENGTH_SIZE
  if (length < FRAME_MIN_LENGTH || length > FRAME_MAX_LENGTH) {
    throw new RemotingCommandException(`a frame of ${length} bytes`)
  }
  return length
}
