import { describe, expect, test } from 'vitest'
import { describeFile } from '../../../engine/worker/describeFile/describeFile'
import type { StoreReader } from '../../../engine/worker/describeFile/StoreReader'
import type { FileField } from '../../../engine/worker/StoreView'
import { goldenStore } from '../store/support/goldenFiles'

function readerOf(archive: string): StoreReader {
  const files = new Map([...goldenStore(archive)].map(([path, bytes]) => [`store/${path}`, bytes]))
  return {
    indexSizes: { hashSlotNum: 100, indexNum: 400 },
    paths: () => [...files.keys()].sort(),
    sizeOf: (path) => files.get(path)?.length ?? 0,
    read: (path, from, length) => Uint8Array.from(files.get(path)?.subarray(from, from + length) ?? []),
  }
}

function all(reader: StoreReader, path: string): FileField[] {
  return describeFile(reader, path, 0, reader.sizeOf(path))
}

function filesIn(reader: StoreReader, directory: string): string[] {
  return reader.paths().filter((path) => path.startsWith(`store/${directory}/`))
}

describe.each(['store-quick', 'store-full'])('the fields of the files of a real broker: %s', (archive) => {
  const reader = readerOf(archive)

  test.each(['commitlog', 'consumequeue'])('cover each file of %s without gap or overlap', (directory) => {
    for (const path of filesIn(reader, directory)) {
      let end = 0
      for (const { offset, length, children } of all(reader, path)) {
        expect(offset, path).toBe(end)
        end = offset + length
        if (children === undefined || children.length <= 2) continue
        expect(children.reduce((sum, child) => sum + child.length, 0), path).toBe(length)
      }
      expect(end, path).toBe(reader.sizeOf(path))
    }
  })

  test('are the same in whatever window they are looked at', () => {
    const path = filesIn(reader, 'commitlog')[0]!
    const records = all(reader, path)
    for (const field of records.slice(0, 50)) {
      expect(describeFile(reader, path, field.offset + 3, field.offset + 4)).toEqual([field])
    }
  })

  test('lead from each entry to a record of that length', () => {
    const queues = filesIn(reader, 'consumequeue').flatMap((path) => all(reader, path)).filter(({ kind }) => kind === 'entry')
    expect(queues.length).toBeGreaterThan(0)
    let followed = 0
    for (const { links } of queues) {
      for (const link of links ?? []) {
        const [record] = describeFile(reader, link.path, link.position, link.position + 1)
        expect(record).toMatchObject({ kind: 'record', offset: link.position, length: link.length })
        followed++
      }
    }
    expect(followed).toBeGreaterThan(0)
  })

  test('lead from each entry of the index to a record that leads back to it', () => {
    for (const path of filesIn(reader, 'index')) {
      const entries = all(reader, path).filter(({ kind }) => kind === 'entry')
      expect(entries.length).toBeGreaterThan(0)
      for (const { offset, links } of entries) {
        const log = links!.find(({ to }) => to === 'log')!
        const [record] = describeFile(reader, log.path, log.position, log.position + 1)
        expect(record!.links).toContainEqual({ to: 'index', path, position: offset, length: 20 })
      }
    }
  })

  test('of the checkpoint are five numbers', () => {
    const [header] = all(reader, 'store/checkpoint')
    expect(header!.children!.map(({ name, length }) => [name, length])).toEqual([
      ['physicMsgTimestamp', 8], ['logicsMsgTimestamp', 8], ['indexMsgTimestamp', 8], ['masterFlushedOffset', 8],
      ['confirmPhyOffset', 8],
    ])
    expect(header!.children![0]!.value).toMatch(/^\d{13} · 20\d\d-/)
  })
})

describe('damage', () => {
  test('ends the fields of a record and not the description', () => {
    const path = 'store/commitlog/00000000000000000000'
    const whole = readerOf('store-quick')
    const [record] = all(whole, path)
    const body = record!.children!.find(({ name }) => name === 'bodyLength')!
    const torn: StoreReader = {
      ...whole,
      read: (file, from, length) => {
        const bytes = whole.read(file, from, length)
        if (file === path && body.offset >= from && body.offset < from + length) bytes[body.offset - from] = 0x7f
        return bytes
      },
    }
    const [damaged] = all(torn, path)
    expect(damaged!.value).toBe('?')
    expect(damaged!.children!.at(-1)!.name).toBe('bodyLength')
  })
})
