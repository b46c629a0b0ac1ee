import { describe, expect, it } from 'vitest'
import { OpfsFile } from '../../../../engine/adapters/opfs/OpfsFile'
import { DiskFullError, DiskIoError } from '../../../../engine/ports/Disk'

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

describe('a file on OPFS that is closed', () => {
  const access = { getSize: () => 0, write: (bytes: Uint8Array) => bytes.length, close: () => {} }
  const opened = (idle = (): void => {}): OpfsFile => new OpfsFile('f', access as unknown as FileSystemSyncAccessHandle, idle)

  it('cannot be written to, and can once it is opened again', () => {
    const file = opened()
    file.close()
    expect(() => file.write(0, new Uint8Array(1))).toThrow(DiskIoError)
    file.opened().write(0, new Uint8Array(1))
    expect(file.size()).toBe(1)
  })

  it('says so once, when the last who had it open has closed it', () => {
    let idle = 0
    const file = opened(() => idle++).opened()
    file.close()
    expect(idle).toBe(0)
    file.close()
    file.close()
    expect(idle).toBe(1)
  })

  it('has no handle any more once it is released', () => {
    const file = opened().opened()
    file.release()
    expect(() => file.opened().write(0, new Uint8Array(1))).toThrow(DiskIoError)
  })
})
