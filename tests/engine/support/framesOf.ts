import type { FrameDecoder } from '../../../engine/remoting/netty/FrameDecoder'

/** All frames that are complete with these bytes. */
export function framesOf(decoder: FrameDecoder, bytes: Uint8Array): Uint8Array[] {
  decoder.offer(bytes)
  const frames: Uint8Array[] = []
  for (let next = decoder.next(); next !== null; next = decoder.next()) frames.push(next)
  return frames
}
