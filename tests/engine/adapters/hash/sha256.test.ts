import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { sha256Hex } from '../../../../engine/adapters/hash/sha256'

it('is the SHA-256 of all pieces together', () => {
  const pieces = [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(1000).fill(7)]
  expect(sha256Hex(pieces)).toBe(createHash('sha256').update(Buffer.concat(pieces)).digest('hex'))
})
