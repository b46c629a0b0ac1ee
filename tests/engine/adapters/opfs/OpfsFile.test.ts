import { describe, expect, it } from 'vitest'
import { OpfsFile } from '../../../../engine/adapters/opfs/OpfsFile'
import { DiskFullError } from '../../../../engine/ports/Disk'

/** A handle of a browser that answers each write with this. */
function fileThatWrites(answer: (length: number) => number): OpfsFile {
  const access = { getSize: () => 10, write: (bytes: Uint8Array) => answer(bytes.length) }
  return new OpfsFile('f', access as unknown as FileSystemSyncAccessHandle, () => {})
}

describe('a file on OPFS whose browser has no more space', () => {
  it.each([
    ['says how much it has written', () => 3, 13],
    ['has written nothing', () => 0, 10],
    ['gives the number of its error, -8, as an unsigned one', () => 2 ** 32 - 8, 10],
    ['gives the number of its error', () => -8, 10],
  ])('%s: the disk is full, and the file is as large as it is', (_, answer, size) => {
    const file = fileThatWrites(answer)
    expect(() => file.write(10, new Uint8Array(8))).toThrow(DiskFullError)
    expect(file.size()).toBe(size)
  })

  it('writes what it can otherwise', () => {
    const file = fileThatWrites((length) => length)
    file.write(10, new Uint8Array(8))
    expect(file.size()).toBe(18)
  })
})
