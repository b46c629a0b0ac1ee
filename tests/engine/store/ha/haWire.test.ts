import { describe, expect, test } from 'vitest'
import { ByteQueue } from '../../../../engine/store/ha/ByteQueue'
import {
  decodeReport,
  decodeTransferHeader,
  encodeReport,
  encodeTransferHeader,
  REPORT_HEADER_SIZE,
  TRANSFER_HEADER_SIZE,
} from '../../../../engine/store/ha/haWire'
import { bytesToHex, hexToBytes } from '../../support/golden'

describe('what master and slave say, as a real pair of brokers was heard to say it', () => {
  test('a slave reports where its log ends', () => {
    expect(bytesToHex(encodeReport(0x9fa))).toBe('00000000000009fa')
    expect(decodeReport(hexToBytes('0000000000000d19'))).toBe(0xd19)
  })

  test('a master announces a stretch of its log, and with an empty one that it is alive', () => {
    expect(bytesToHex(encodeTransferHeader({ phyOffset: 0x1de, bodySize: 0xef }))).toBe('00000000000001de000000ef')
    expect(bytesToHex(encodeTransferHeader({ phyOffset: 0xd19, bodySize: 0 }))).toBe('0000000000000d1900000000')
    expect(decodeTransferHeader(hexToBytes('00000000000002cd0000072d'))).toEqual({ phyOffset: 0x2cd, bodySize: 0x72d })
  })

  test('positions beyond 32 bits survive', () => {
    const phyOffset = 5 * 2 ** 40 + 7
    expect(decodeTransferHeader(encodeTransferHeader({ phyOffset, bodySize: 32_768 }))).toEqual({
      phyOffset,
      bodySize: 32_768,
    })
    expect(decodeReport(encodeReport(phyOffset))).toBe(phyOffset)
    expect([encodeReport(0).length, encodeTransferHeader({ phyOffset: 0, bodySize: 0 }).length]).toEqual([
      REPORT_HEADER_SIZE,
      TRANSFER_HEADER_SIZE,
    ])
  })
})

describe('bytes in whatever pieces', () => {
  const all = Uint8Array.from({ length: 100 }, (_, index) => index)

  test.each([1, 3, 7, 12, 99, 100])('come out in their order when they came in pieces of %i', (pieceSize) => {
    const queue = new ByteQueue()
    for (let at = 0; at < all.length; at += pieceSize) queue.push(all.subarray(at, at + pieceSize))
    expect(queue.length).toBe(100)
    const taken: number[] = []
    for (const count of [1, 8, 12, 30, 49]) {
      taken.push(...queue.peek(count)!)
      queue.skip(count)
    }
    expect(taken).toEqual([...all])
    expect(queue.length).toBe(0)
  })

  test('more than there is can be asked for, and is not there', () => {
    const queue = new ByteQueue()
    queue.push(all.subarray(0, 11))
    expect(queue.peek(12)).toBeNull()
    queue.push(all.subarray(11, 12))
    expect(queue.peek(12)).toEqual(all.subarray(0, 12))
    expect(queue.length).toBe(12)
  })
})
