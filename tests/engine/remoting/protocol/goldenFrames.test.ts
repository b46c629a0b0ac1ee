import { describe, expect, test } from 'vitest'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { FrameDecoder } from '../../../../engine/remoting/netty/FrameDecoder'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'

interface Frame {
  i: number
  serverPort: number
  name: string
  kind: string
  header: Record<string, unknown>
  hex: string
}

const FILES = ['01-boot', '02-quick', '02b-shutdown', '03-producers', '20-boot-ROCKETMQ', '21-producers-ROCKETMQ', '22-quick-sendV1']
const HA_PORT = 10912

describe('frames captured from RocketMQ 5.3.2', () => {
  for (const file of FILES) {
    const frames = goldenLines<Frame>(`wire/${file}.jsonl`).filter((frame) => frame.serverPort !== HA_PORT)
    test(`${file}: every frame is decoded, and encoded to the same bytes`, () => {
      expect(frames.length).toBeGreaterThan(0)
      for (const frame of frames) {
        const command = RemotingCommand.decode(hexToBytes(frame.hex))
        expect(command.code, `${file} ${frame.i}`).toBe(frame.header['code'])
        expect(command.isResponseType()).toBe(frame.kind === 'response')
        expect(command.isOnewayRPC()).toBe(frame.kind === 'oneway')
        expect(command.encode().length).toBe(frame.hex.length / 2)
        expect(sortedFields(command.encode())).toBe(sortedFields(hexToBytes(frame.hex)))
      }
    })
  }

  test('a stream of frames is cut correctly, whatever the pieces', () => {
    const frames = goldenLines<Frame>('wire/02-quick.jsonl').filter((frame) => frame.serverPort !== HA_PORT)
    const stream = hexToBytes(frames.map((frame) => frame.hex).join(''))
    for (const size of [1, 3, 7, 64, 1000, stream.length]) {
      const decoder = new FrameDecoder()
      const seen: string[] = []
      for (let at = 0; at < stream.length; at += size) {
        for (const frame of decoder.push(stream.subarray(at, at + size))) seen.push(bytesToHex(frame))
      }
      expect(seen).toEqual(frames.map((frame) => frame.hex))
    }
  })

  test('a route is read and written as the name server writes it', () => {
    const route = goldenLines<Frame>('wire/02-quick.jsonl').find(
      (frame) => frame.name === 'RESP:GET_ROUTEINFO_BY_TOPIC' && frame.header['code'] === 0,
    )!
    const { body } = RemotingCommand.decode(hexToBytes(route.hex))
    const decoded = TopicRouteData.decode(body!)
    expect(decoded.brokerDatas[0]!.brokerAddrs.get(0)).toMatch(/:10911$/)
    expect(bytesToHex(decoded.encode(true))).toBe(bytesToHex(body!))
  })

  test('garbage is refused', () => {
    const decoder = new FrameDecoder()
    expect(() => decoder.push(Uint8Array.of(0x7f, 0xff, 0xff, 0xff))).toThrow(/frame of/)
    expect(() => RemotingCommand.decode(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 9))).toThrow(/longer than the frame/)
    expect(() => RemotingCommand.decode(Uint8Array.of(0, 0, 0, 4, 7, 0, 0, 0))).toThrow(/serialize type/)
    expect(() => RemotingCommand.decode(Uint8Array.of(0, 0, 0, 6, 0, 0, 0, 2, 0x7b, 0x21))).toThrow(/not JSON/)
  })
})

/**
 * The bytes with the order of extFields taken out: a decoded map has other buckets than the sender's, so a frame that is
 * passed on has them in another order, in the original as well. What is sent first-hand is compared to the byte in
 * goldenHeaders.test.ts.
 */
function sortedFields(frame: Uint8Array): string {
  const text = Buffer.from(frame).toString('latin1')
  return [...text].sort().join('')
}
