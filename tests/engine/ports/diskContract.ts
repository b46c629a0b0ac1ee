import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Disk } from '../../../engine/ports/Disk'

/** What every disk must do. Without a test library, so that a browser's worker can run it too. */
export interface DiskCase {
  readonly name: string
  /** Gets an empty disk. Throws when the disk does not do what it should. */
  run(disk: Disk): Blocking<void>
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const show = (value: unknown): string =>
    value instanceof Uint8Array ? `[${[...value].join(' ')}]` : JSON.stringify(value)
  if (show(actual) !== show(expected)) throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`)
}

function* thrownBy(call: Blocking<unknown>): Blocking<{ name: string; path: unknown }> {
  try {
    yield* call
  } catch (error) {
    const { name, path } = error as Error & { path?: unknown }
    return { name, path }
  }
  throw new Error('nothing was thrown')
}

function* fill(disk: Disk, path: string, ...bytes: number[]): Blocking<void> {
  const file = yield* disk.open(path, true)
  file.write(0, Uint8Array.from(bytes))
  file.close()
}

function* contents(disk: Disk, path: string): Blocking<Uint8Array> {
  const file = yield* disk.open(path, false)
  const bytes = new Uint8Array(file.size())
  equal(file.read(0, bytes), bytes.length, `bytes read of ${path}`)
  file.close()
  return bytes
}

const reading: DiskCase[] = [
  {
    name: 'opens nothing that is not there, unless it is to create it',
    *run(disk) {
      equal(yield* thrownBy(disk.open('a/b', false)), { name: 'FileNotFoundError', path: 'a/b' }, 'opening')
      equal(yield* disk.exists('a/b'), false, 'exists before')
      const file = yield* disk.open('a/b', true)
      equal([file.path, file.size()], ['a/b', 0], 'the new file')
      equal(yield* disk.exists('a/b'), true, 'exists after')
    },
  },
  {
    name: 'does not take a directory for a file',
    *run(disk) {
      yield* fill(disk, 'a/b/c', 1)
      equal((yield* disk.list('')).includes('a/b'), false, 'a directory among the files')
    },
  },
  {
    name: 'reads back what was written, and no more than there is',
    *run(disk) {
      const file = yield* disk.open('f', true)
      file.write(0, Uint8Array.of(1, 2, 3, 4, 5))
      const target = new Uint8Array(4).fill(9)
      equal(file.read(1, target), 4, 'count in the middle')
      equal(target, Uint8Array.of(2, 3, 4, 5), 'in the middle')
      target.fill(9)
      equal(file.read(3, target), 2, 'count at the end')
      equal(target, Uint8Array.of(4, 5, 9, 9), 'at the end')
      equal(file.read(5, target), 0, 'count behind the end')
      equal(file.read(500, target), 0, 'count far behind the end')
    },
  },
  {
    name: 'overwrites in place and grows with zeros',
    *run(disk) {
      const file = yield* disk.open('f', true)
      file.write(0, Uint8Array.of(1, 2, 3))
      file.write(1, Uint8Array.of(7))
      file.write(5, Uint8Array.of(8))
      file.write(9, new Uint8Array(0))
      equal(file.size(), 6, 'size')
      file.close()
      equal(yield* contents(disk, 'f'), Uint8Array.of(1, 7, 3, 0, 0, 8), 'contents')
    },
  },
  {
    name: 'writes the part that a view shows',
    *run(disk) {
      const file = yield* disk.open('f', true)
      file.write(0, Uint8Array.of(0, 1, 2, 3, 4).subarray(1, 3))
      const target = new Uint8Array(4)
      equal(file.read(0, target.subarray(2)), 2, 'count')
      equal(target, Uint8Array.of(0, 0, 1, 2), 'contents')
    },
  },
  {
    name: 'cuts off, and what comes back after that is zeros',
    *run(disk) {
      const file = yield* disk.open('f', true)
      file.write(0, Uint8Array.of(1, 2, 3, 4))
      file.truncate(2)
      equal(file.size(), 2, 'size after cutting')
      file.truncate(5)
      file.close()
      equal(yield* contents(disk, 'f'), Uint8Array.of(1, 2, 0, 0, 0), 'contents')
    },
  },
  {
    name: 'makes a large file of zeros',
    *run(disk) {
      const file = yield* disk.open('f', true)
      file.truncate(0x100000)
      file.write(0xfffff, Uint8Array.of(1))
      equal(file.size(), 0x100000, 'size')
      const target = new Uint8Array(3).fill(9)
      file.read(0xffffd, target)
      equal(target, Uint8Array.of(0, 0, 1), 'the end')
    },
  },
  {
    name: 'keeps what was written after flushing, closing and opening again',
    *run(disk) {
      const file = yield* disk.open('d/f', true)
      file.write(0, Uint8Array.of(1, 2))
      yield* file.flush()
      file.close()
      equal(yield* contents(disk, 'd/f'), Uint8Array.of(1, 2), 'contents')
      yield* disk.open('d/f', true)
      equal(yield* contents(disk, 'd/f'), Uint8Array.of(1, 2), 'contents after opening to create')
    },
  },
  {
    name: 'shows one file to all who have opened it, until the last one closes it',
    *run(disk) {
      const one = yield* disk.open('f', true)
      const other = yield* disk.open('f', false)
      one.write(0, Uint8Array.of(1, 2))
      equal(other.size(), 2, 'size seen by the other')
      one.close()
      other.write(2, Uint8Array.of(3))
      other.close()
      equal(yield* contents(disk, 'f'), Uint8Array.of(1, 2, 3), 'contents')
    },
  },
]

const directories: DiskCase[] = [
  {
    name: 'lists all files below a directory, sorted by code unit',
    *run(disk) {
      for (const path of ['b/z', 'b/a/2', 'b/a/10', 'b/B', 'bb/x', 'top']) yield* fill(disk, path, 1)
      equal(yield* disk.list('b'), ['b/B', 'b/a/10', 'b/a/2', 'b/z'], 'of b')
      equal(yield* disk.list('b/a'), ['b/a/10', 'b/a/2'], 'of b/a')
      equal(yield* disk.list(''), ['b/B', 'b/a/10', 'b/a/2', 'b/z', 'bb/x', 'top'], 'of all')
      equal(yield* disk.list('none'), [], 'of a directory that is not there')
    },
  },
  {
    name: 'renames, replacing what is there',
    *run(disk) {
      yield* fill(disk, 'from', 1, 2)
      yield* fill(disk, 'd/to', 3, 4, 5)
      yield* disk.rename('from', 'd/to')
      equal(yield* contents(disk, 'd/to'), Uint8Array.of(1, 2), 'contents')
      equal(yield* disk.list(''), ['d/to'], 'files')
      equal(yield* disk.exists('from'), false, 'the old name')
      yield* disk.rename('d/to', 'new/deep/place')
      equal(yield* contents(disk, 'new/deep/place'), Uint8Array.of(1, 2), 'contents in a new directory')
    },
  },
  {
    name: 'renames a file to itself without harm, and nothing that is not there',
    *run(disk) {
      yield* fill(disk, 'f', 1)
      yield* disk.rename('f', 'f')
      equal(yield* contents(disk, 'f'), Uint8Array.of(1), 'contents')
      equal(yield* thrownBy(disk.rename('none', 'f')), { name: 'FileNotFoundError', path: 'none' }, 'renaming')
      equal(yield* contents(disk, 'f'), Uint8Array.of(1), 'contents of the target')
    },
  },
  {
    name: 'lets an open file follow when it is renamed',
    *run(disk) {
      const file = yield* disk.open('old', true)
      file.write(0, Uint8Array.of(1))
      yield* disk.rename('old', 'new')
      file.write(1, Uint8Array.of(2))
      equal([file.path, file.size()], ['new', 2], 'the open file')
      file.close()
      equal(yield* contents(disk, 'new'), Uint8Array.of(1, 2), 'contents')
      yield* fill(disk, 'old', 9)
      equal(yield* contents(disk, 'new'), Uint8Array.of(1, 2), 'contents after a new file of the old name')
    },
  },
  {
    name: 'replaces a file that is open with one that is open',
    *run(disk) {
      const source = yield* disk.open('source', true)
      source.write(0, Uint8Array.of(1))
      const target = yield* disk.open('target', true)
      target.write(0, Uint8Array.of(2, 2))
      yield* disk.rename('source', 'target')
      source.write(1, Uint8Array.of(3))
      target.close()
      source.close()
      equal(yield* contents(disk, 'target'), Uint8Array.of(1, 3), 'contents')
    },
  },
  {
    name: 'deletes, also what is open, and begins anew after that',
    *run(disk) {
      const file = yield* disk.open('d/f', true)
      file.write(0, Uint8Array.of(1, 2))
      yield* disk.delete('d/f')
      equal(yield* disk.exists('d/f'), false, 'exists')
      equal(yield* disk.list(''), [], 'files')
      file.close()
      const again = yield* disk.open('d/f', true)
      equal(again.size(), 0, 'size of the new one')
      again.write(0, Uint8Array.of(3))
      again.close()
      equal(yield* contents(disk, 'd/f'), Uint8Array.of(3), 'contents of the new one')
      equal(yield* thrownBy(disk.delete('none')), { name: 'FileNotFoundError', path: 'none' }, 'deleting')
    },
  },
]

const space: DiskCase[] = [
  {
    name: 'says how much of it is used, if it has bounds',
    *run(disk) {
      const { total, used } = yield* disk.space()
      if (total === Infinity) return
      equal(used, 0, 'used in the beginning')
      yield* fill(disk, 'a/b', 1, 2, 3)
      const file = yield* disk.open('f', true)
      file.truncate(1000)
      file.write(998, Uint8Array.of(1, 2, 3, 4))
      equal(yield* disk.space(), { total, used: 1005 }, 'after writing')
      yield* disk.rename('f', 'a/b')
      equal(yield* disk.space(), { total, used: 1002 }, 'after replacing')
      file.truncate(2)
      equal(yield* disk.space(), { total, used: 2 }, 'after cutting')
      yield* disk.delete('a/b')
      equal(yield* disk.space(), { total, used: 0 }, 'after deleting')
    },
  },
]

export const diskCases: readonly DiskCase[] = [...reading, ...directories, ...space]
