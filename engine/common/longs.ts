// @notrace-file: a buffer is as elementary here as a number.

const TWO_TO_32 = 0x1_0000_0000

/** Writes a safe integer as 64 bits, without the detour over BigInt. */
export function putLong(view: DataView, position: number, value: number): void {
  view.setInt32(position, Math.floor(value / TWO_TO_32))
  view.setUint32(position + 4, value >>> 0)
}

/** Reads 64 bits as a number, which is exact for safe integers. */
export function getLong(view: DataView, position: number): number {
  return view.getInt32(position) * TWO_TO_32 + view.getUint32(position + 4)
}
