const MASK = 0xffff_ffff_ffff_ffffn
const C1 = 0x87c3_7b91_1142_53d5n
const C2 = 0x4cf5_ad43_2745_937fn
const BLOCK = 16

/**
 * The first 64 bits of the 128-bit hash for 64-bit machines, with sign. Original: com.google.common.hash.Hashing#murmur3_128,
 * HashCode#asLong. @notrace
 */
export function murmur3(bytes: Uint8Array): bigint {
  let [h1, h2] = [0n, 0n]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const whole = bytes.length - (bytes.length % BLOCK)
  for (let at = 0; at < whole; at += BLOCK) {
    h1 ^= mixK1(view.getBigUint64(at, true))
    h1 = (times(rotate(h1, 27n) + h2, 5n) + 0x52dc_e729n) & MASK
    h2 ^= mixK2(view.getBigUint64(at + 8, true))
    h2 = (times(rotate(h2, 31n) + h1, 5n) + 0x3849_5ab5n) & MASK
  }
  const tail = new DataView(new ArrayBuffer(BLOCK))
  for (const [index, byte] of bytes.subarray(whole).entries()) tail.setUint8(index, byte)
  h1 ^= mixK1(tail.getBigUint64(0, true)) ^ BigInt(bytes.length)
  h2 ^= mixK2(tail.getBigUint64(8, true)) ^ BigInt(bytes.length)
  h1 = (h1 + h2) & MASK
  h2 = (h2 + h1) & MASK
  return BigInt.asIntN(64, finalMix(h1) + finalMix(h2))
}

/** @notrace */
function mixK1(k: bigint): bigint {
  return times(rotate(times(k, C1), 31n), C2)
}

/** @notrace */
function mixK2(k: bigint): bigint {
  return times(rotate(times(k, C2), 33n), C1)
}

/** @notrace */
function finalMix(k: bigint): bigint {
  let mixed = times(k ^ (k >> 33n), 0xff51_afd7_ed55_8ccdn)
  mixed = times(mixed ^ (mixed >> 33n), 0xc4ce_b9fe_1a85_ec53n)
  return mixed ^ (mixed >> 33n)
}

/** @notrace */
function rotate(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & MASK
}

/** @notrace */
function times(one: bigint, other: bigint): bigint {
  return (one * other) & MASK
}
