const BLOCK = 64

/** Left rotations of each round, repeated four times. */
const ROTATIONS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const

/** The whole parts of 2³² · |sin(i + 1)|, which is not computed here: its last bit differs between engines. */
const CONSTANTS = new Uint32Array([
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
])

/** The 16 bytes of a text's digest. Original: java.security.MessageDigest of MD5. @notrace */
export function md5(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, (bytes.length << 3) >>> 0, true)
  view.setUint32(padded.length - 4, bytes.length >>> 29, true)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let at = 0; at < padded.length; at += BLOCK) digestBlock(state, view, at)
  const digest = new DataView(new ArrayBuffer(16))
  for (const [index, word] of state.entries()) digest.setUint32(index * 4, word >>> 0, true)
  return new Uint8Array(digest.buffer)
}

/** @notrace */
function digestBlock(state: number[], view: DataView, at: number): void {
  let [a, b, c, d] = state as [number, number, number, number]
  for (let step = 0; step < BLOCK; step++) {
    const round = step >> 4
    const word = view.getUint32(at + 4 * wordOf(round, step), true)
    const sum = (a + mixed(round, b, c, d) + CONSTANTS[step]! + word) | 0
    const rotation = ROTATIONS[round]![step & 3]!
    const next = (b + ((sum << rotation) | (sum >>> (32 - rotation)))) | 0
    ;[a, b, c, d] = [d, next, b, c]
  }
  for (const [index, value] of [a, b, c, d].entries()) state[index] = (state[index]! + value) | 0
}

/** @notrace */
function wordOf(round: number, step: number): number {
  return [step, 5 * step + 1, 3 * step + 5, 7 * step][round]! & 15
}

/** @notrace */
function mixed(round: number, b: number, c: number, d: number): number {
  switch (round) {
    case 0:
      return (b & c) | (~b & d)
    case 1:
      return (d & b) | (~d & c)
    case 2:
      return b ^ c ^ d
    default:
      return c ^ (b | ~d)
  }
}
