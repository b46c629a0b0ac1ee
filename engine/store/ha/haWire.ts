import { getLong, putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'

/**
 * What master and slave say to each other. There are no frames and no command codes; each side knows what the other
 * one sends. Numbers are big-endian.
 *
 * | from   | to     | bytes  | content                                                                             |
 * |--------|--------|--------|-------------------------------------------------------------------------------------|
 * | slave  | master | 8      | where the slave's commit log ends: first a wish to begin there, later a receipt       |
 * | master | slave  | 12 + n | where the n bytes lie in the commit log (8 bytes), n (4 bytes), the bytes themselves |
 *
 * n = 0 is a heartbeat.
 */
export interface TransferHeader {
  /** Where the body begins in the commit log of both. */
  readonly phyOffset: number
  readonly bodySize: number
}

/** Original: DefaultHAConnection#TRANSFER_HEADER_SIZE */
export const TRANSFER_HEADER_SIZE = 12
/** Original: DefaultHAClient#REPORT_HEADER_SIZE */
export const REPORT_HEADER_SIZE = 8

export function encodeTransferHeader({ phyOffset, bodySize }: TransferHeader): Uint8Array {
  assert(bodySize >= 0, 'a stretch has a length', bodySize)
  const bytes = new Uint8Array(TRANSFER_HEADER_SIZE)
  const view = new DataView(bytes.buffer)
  putLong(view, 0, phyOffset)
  view.setInt32(8, bodySize)
  return bytes
}

export function decodeTransferHeader(bytes: Uint8Array): TransferHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, TRANSFER_HEADER_SIZE)
  return { phyOffset: getLong(view, 0), bodySize: view.getInt32(8) }
}

export function encodeReport(maxPhyOffset: number): Uint8Array {
  const bytes = new Uint8Array(REPORT_HEADER_SIZE)
  putLong(new DataView(bytes.buffer), 0, maxPhyOffset)
  return bytes
}

export function decodeReport(bytes: Uint8Array): number {
  return getLong(new DataView(bytes.buffer, bytes.byteOffset, REPORT_HEADER_SIZE), 0)
}
