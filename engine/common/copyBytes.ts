// @notrace-file: a buffer is as elementary here as a number.

/** Up to this many bytes, numbers and entries for the most part, are faster copied one by one than by making a view of them. */
const FEW = 32

/** Copies `length` bytes from one place to another; both must have them. */
export function copyBytes(source: Uint8Array, from: number, target: Uint8Array, to: number, length: number): void {
  if (length > FEW) target.set(source.subarray(from, from + length), to)
  else for (let index = 0; index < length; index++) target[to + index] = source[from + index]!
}
