import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { houseMap } from '../../../components/source/logic/houseMap'
import { importsIn } from '../../../components/source/server/imports'
import { listReadableFiles, readEngineFile } from '../../../components/source/server/engineFiles'

const ROOT = path.resolve(import.meta.dirname, '../../..')

test('imports of every kind are found, and nothing that only looks like one', () => {
  const source = [
    "import { a } from './a'", "import type { B } from '../b/B'", 'import {', '  c,', "} from '../../kernel/c'",
    "export { d } from './d'", "import pako from 'pako'", "// import { e } from './e'", "const text = `from './f'`",
  ].join('\n')
  expect(importsIn('engine/store/x/X.ts', source)).toEqual([
    'engine/kernel/c.ts', 'engine/store/b/B.ts', 'engine/store/x/a.ts', 'engine/store/x/d.ts',
  ])
})

describe('the map', () => {
  const map = houseMap(new Map([
    ['engine/top/A.ts', ['engine/middle/B.ts', 'engine/bottom/C.ts', 'engine/top/A2.ts']],
    ['engine/top/A2.ts', []],
    ['engine/middle/B.ts', ['engine/bottom/C.ts']],
    ['engine/bottom/C.ts', []],
  ]))

  test('has each room above what it imports, and no arrow that follows from others', () => {
    expect(map.rooms.map(({ name, row }) => [name, row])).toEqual([['top', 0], ['middle', 1], ['bottom', 2]])
    expect(map.arrows).toEqual([{ from: 'middle', to: 'bottom' }, { from: 'top', to: 'middle' }])
    expect(map.rooms[0]).toMatchObject({ files: 2, importedBy: [], imports: [['middle', 1], ['bottom', 1]] })
    expect(map.rooms[2]!.importedBy).toEqual(['middle', 'top'])
  })

  test('stands with two rooms that import each other: the one that does so less is below', () => {
    const { rooms } = houseMap(new Map([
      ['engine/a/1.ts', ['engine/b/1.ts', 'engine/b/2.ts']], ['engine/b/1.ts', ['engine/a/1.ts']], ['engine/b/2.ts', []],
    ]))
    expect(rooms.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test('of the engine: kernel at the bottom, and no arrow upwards', () => {
    const files = listReadableFiles(ROOT)
    const imports = new Map(files.map((file) => [file, importsIn(file, readEngineFile(file, ROOT)!)]))
    const { rooms, arrows, rows } = houseMap(imports)
    const rowOf = new Map(rooms.map(({ name, row }) => [name, row]))
    expect(rowOf.get('kernel')).toBe(rows - 1)
    expect(arrows.filter(({ from, to }) => rowOf.get(from)! >= rowOf.get(to)!)).toEqual([])
    expect(arrows).toContainEqual({ from: 'broker', to: 'store' })
    expect(rooms.reduce((sum, room) => sum + room.files, 0)).toBe(files.length)
    for (const { x } of rooms) expect(x > 0 && x < 100).toBe(true)
  })
})
