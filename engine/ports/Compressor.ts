/** Compresses message bodies; the algorithm is the adapter's. Pure functions: the same bytes everywhere. */
export interface Compressor {
  /** `level` as in zlib, 1 (fast) to 9 (small). */
  compress(bytes: Uint8Array, level: number): Uint8Array
  /** @throws Error when the bytes are not a compressed stream */
  decompress(bytes: Uint8Array): Uint8Array
}
