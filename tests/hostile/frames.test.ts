import { describe, expect, test } from 'vitest'
import { sleep } from '../../engine/kernel/sleep'
import { ResponseCode } from '../../engine/remoting/protocol/ResponseCode'
import { hexToBytes } from '../engine/support/golden'
import { BROKER_ADDR, send, withBroker } from '../engine/broker/support'

/** Frames upon which RocketMQ 5.3.2 closes the connection at once. */
const BROKEN: ReadonlyArray<readonly [string, string]> = [
  ['a header that is null', '00000008000000046e756c6c'],
  ['an object where a number belongs', '0000001b000000177b22636f6465223a7b22746f537472696e67223a317d7d'],
  ['no such serialize type', '0000000407000000'],
  ['a header longer than the frame', '0000000400000009'],
  ['a frame without anything in it', '00000000'],
  ['a length below zero', 'ffffffff'],
  ['a frame of more than 16 MiB', '01000001'],
  ['3,151 arrays in each other', nested(3151)],
]

function nested(depth: number): string {
  const header = Buffer.from(`{"code":1,"x":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  const lengths = Buffer.alloc(8)
  lengths.writeInt32BE(4 + header.length, 0)
  lengths.writeInt32BE(header.length, 4)
  return Buffer.concat([lengths, header]).toString('hex')
}

describe('a frame that can’t be read', () => {
  test.each(BROKEN)('%s: the connection is closed at once, and others are served', (_, hex) => {
    withBroker(function* (world) {
      const connection = yield* world.wire.connect(world.process, BROKER_ADDR, 3000)
      connection.send(hexToBytes(hex))
      yield* sleep(10)
      expect(yield* connection.read()).toBeNull()
      expect((yield* send(world)).code).toBe(ResponseCode.SUCCESS)
    })
  })
})
