import { describe, expect, it } from 'vitest'
import { Random } from '../../../../engine/kernel/Random'
import { RemotingCommandException } from '../../../../engine/remoting/exception/RemotingCommandException'
import { FrameDecoder } from '../../../../engine/remoting/netty/FrameDecoder'
import { framesOf } from '../../support/framesOf'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'

const LIMIT = 16_777_216

/** A frame with the given number of bytes after its length. */
function frame(length: number, fill = 7): Uint8Array {
  const bytes = new Uint8Array(4 + length).fill(fill, 4)
  new DataView(bytes.buffer).setInt32(0, length)
  return bytes
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** What a decoder makes of the stream when it is cut at these places. */
function decoded(stream: Uint8Array, cuts: readonly number[]): string[] {
  const decoder = new FrameDecoder()
  const frames: string[] = []
  const ends = [...cuts].sort((one, other) => one - other)
  let begin = 0
  for (const end of [...ends, stream.length]) {
    frames.push(...framesOf(decoder, stream.slice(begin, end)).map(bytesToHex))
    begin = end
  }
  return frames
}

describe('a stream of frames', () => {
  const frames = [frame(4), frame(100, 1), frame(5, 2), frame(4, 3), frame(300, 4)]
  const stream = concat(frames)
  const expected = frames.map(bytesToHex)

  it('may come in one piece', () => {
    expect(decoded(stream, [])).toEqual(expected)
  })

  it('may come byte by byte, and with nothing in between', () => {
    const cuts = Array.from({ length: stream.length }, (_, index) => index)
    expect(decoded(stream, [...cuts, ...cuts])).toEqual(expected)
  })

  it('may be cut in two anywhere', () => {
    for (let cut = 0; cut <= stream.length; cut++) expect(decoded(stream, [cut])).toEqual(expected)
  })

  it('may be cut in any way', () => {
    const random = new Random(5)
    for (let round = 0; round < 200; round++) {
      const cuts = Array.from({ length: random.nextInt(12) }, () => random.nextInt(stream.length + 1))
      expect(decoded(stream, cuts)).toEqual(expected)
    }
  })

  it('gives a frame as soon as its last byte is there, and not before', () => {
    const decoder = new FrameDecoder()
    const first = frame(50)
    const second = frame(60)
    const middle = concat([first.subarray(53), second.subarray(0, 3)])
    expect(framesOf(decoder, first.subarray(0, 53))).toEqual([])
    expect(framesOf(decoder, middle).map(bytesToHex)).toEqual([bytesToHex(first)])
    expect(framesOf(decoder, second.subarray(3)).map(bytesToHex)).toEqual([bytesToHex(second)])
    expect(framesOf(decoder, new Uint8Array(0))).toEqual([])
  })

  it('of a megabyte costs no more than a few megabytes in pieces of one byte, since it keeps none of them', () => {
    const large = Uint8Array.from(frame(1_000_000), (byte, index) => (index < 4 ? byte : index % 251))
    const decoder = new FrameDecoder()
    decoder.offer(large.slice(0, 1))
    const piece = new Uint8Array(1)
    let early = 0
    for (const byte of large.subarray(1)) {
      if (decoder.next() !== null) early++
      piece[0] = byte
      decoder.offer(piece)
    }
    expect(early).toBe(0)
    const given = decoder.next()!
    expect(Buffer.compare(given, large)).toBe(0)
    expect(given.buffer.byteLength).toBeLessThan(4_000_000)
  })

  it('never changes a frame that was given out', () => {
    const decoder = new FrameDecoder()
    const given: Uint8Array[] = []
    for (let round = 0; round < 50; round++) {
      const two = concat([frame(20, round), frame(30, round + 100)])
      for (const [from, to] of [[0, 10], [10, 30], [30, 31], [31, 58]] as const) {
        given.push(...framesOf(decoder, two.slice(from, to)))
      }
    }
    expect(given.map(bytesToHex)).toEqual(
      Array.from({ length: 50 }, (_, round) => [frame(20, round), frame(30, round + 100)]).flat().map(bytesToHex),
    )
  })

  it('of a real cluster comes out as it was', () => {
    const real = goldenLines<{ readonly hex: string }>('wire/02-quick.jsonl').map(({ hex }) => hex)
    const bytes = hexToBytes(real.join(''))
    const random = new Random(9)
    const cuts = Array.from({ length: 300 }, () => random.nextInt(bytes.length))
    expect(decoded(bytes, cuts)).toEqual(real)
  })
})

describe('the length of a frame', () => {
  function first(length: number): () => unknown {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setInt32(0, length)
    return () => framesOf(new FrameDecoder(), bytes)
  }

  it('is 4 at least: there must be room for the length of the header', () => {
    for (const length of [-1, -(2 ** 31), 0, 3]) expect(first(length)).toThrow(RemotingCommandException)
    expect(first(4)).not.toThrow()
  })

  it('is 16 MiB at most, its own bytes included', () => {
    expect(first(LIMIT - 4)).not.toThrow()
    expect(first(LIMIT - 3)).toThrow(RemotingCommandException)
    expect(first(2 ** 31 - 1)).toThrow(RemotingCommandException)
    const largest = frame(LIMIT - 4)
    const decoder = new FrameDecoder()
    expect(framesOf(decoder, largest.subarray(0, 1000))).toEqual([])
    expect(framesOf(decoder, largest.subarray(1000))[0]!.length).toBe(LIMIT)
  })

  it('is looked at as soon as it is there, also behind a whole frame', () => {
    const decoder = new FrameDecoder()
    framesOf(decoder, Uint8Array.of(0x7f, 0xff, 0xff))
    expect(() => framesOf(decoder, Uint8Array.of(0xff))).toThrow(RemotingCommandException)
    const behind = concat([frame(4), Uint8Array.of(0xff, 0xff, 0xff, 0xff)])
    expect(() => framesOf(new FrameDecoder(), behind)).toThrow(RemotingCommandException)
  })

  it('of a frame does not take those before it, which have arrived with it', () => {
    const decoder = new FrameDecoder()
    decoder.offer(concat([frame(4, 1), frame(5, 2), Uint8Array.of(0xff, 0xff, 0xff, 0xff)]))
    expect(bytesToHex(decoder.next()!)).toBe(bytesToHex(frame(4, 1)))
    expect(bytesToHex(decoder.next()!)).toBe(bytesToHex(frame(5, 2)))
    expect(() => decoder.next()).toThrow(RemotingCommandException)
  })
})
