import { RemotingCommandException } from '../exception/RemotingCommandException'

const LENGTH_SIZE = 4
/** The length itself, and the word with the length of the header. */
const FRAME_MIN_LENGTH = 8
/** Original: system property com.rocketmq.remoting.frameMaxLength */
const FRAME_MAX_LENGTH = 16_777_216

/** Cuts a stream of bytes into frames, whatever pieces it arrives in. Original: NettyDecoder. */
export class FrameDecoder {
  private rest: Uint8Array

  constructor() {
    this.rest = new Uint8Array(0)
  }

  /** @returns the frames that are complete now, length fields included. @throws RemotingCommandException */
  push(bytes: Uint8Array): Uint8Array[] {
    let pending = this.rest.length === 0 ? bytes : concat(this.rest, bytes)
    const frames: Uint8Array[] = []
    for (;;) {
      const length = frameLength(pending)
      if (length === null || pending.length < length) break
      frames.push(pending.subarray(0, length))
      pending = pending.subarray(length)
    }
    this.rest = pending
    return frames
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

function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
