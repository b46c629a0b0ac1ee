import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const rooms = ['app', 'components', 'engine', 'content', 'public', 'tests', '.ci']

/** The files of the rooms that git would not hand on, by paths relative to the root. */
function ignoredFiles(): string[] {
  const options = ['ls-files', '--others', '--ignored', '--exclude-standard', '--', ...rooms]
  return execFileSync('git', options, { cwd: root, encoding: 'utf8' }).split('\n').filter((line) => line !== '')
}

// A pattern for the folder of the finished site, `out/`, once hid `engine/broker/out` as well: a clone did not build.
it('a clone has every file of the rooms: none of them is ignored by git', () => {
  expect(ignoredFiles()).toEqual([])
})
