import { expect, test } from 'vitest'
import { emptyFiles } from '../../../engine/cluster/emptyFiles'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runInKernel } from '../support/runInKernel'

/** A disk with files of these sizes. @returns which of them an operator deletes */
function deleted(sizes: Readonly<Record<string, number>>): string[] {
  return runInKernel(function* () {
    const disk = new MemoryDisk()
    for (const [path, size] of Object.entries(sizes)) (yield* disk.open(path, true)).truncate(size)
    return yield* emptyFiles(disk)
  })
}

test('in a log or a queue the first file without bytes goes, and all behind it', () => {
  expect(deleted({
    'store/commitlog/00000000000000000000': 100,
    'store/commitlog/00000000000000000100': 0,
    'store/commitlog/00000000000000000200': 100,
    'store/consumequeue/Orders/0/00000000000000000000': 0,
    'store/consumequeue/Orders/0/00000000000000000020': 0,
    'store/consumequeue/Orders/1/00000000000000000000': 20,
  })).toEqual([
    'store/commitlog/00000000000000000100',
    'store/commitlog/00000000000000000200',
    'store/consumequeue/Orders/0/00000000000000000000',
    'store/consumequeue/Orders/0/00000000000000000020',
  ])
})

test('a single one at the end is left to the store, and other files may be empty', () => {
  expect(deleted({
    'store/abort': 0,
    'store/commitlog/00000000000000000000': 100,
    'store/commitlog/00000000000000000100': 0,
    'store/consumequeue/Orders/0/00000000000000000000': 0,
  })).toEqual([])
})

test('an index file without bytes goes alone', () => {
  expect(deleted({ 'store/index/20261128120000000': 0, 'store/index/20261128120000001': 500 }))
    .toEqual(['store/index/20261128120000000'])
})
