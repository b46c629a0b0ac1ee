import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const rooms = ['app', 'components', 'engine', 'content', 'public', 'tests', '.ci']

/** Each build makes it anew. */
const BUILT = 'public/workers/'

/** The files of the rooms that git would not hand on, by paths relative to the root. */
function ignoredFiles(): string[] {
  const options = ['ls-files', '--others', '--ignored', '--exclude-standard', '--', ...rooms]
  return execFileSync('git', options, { cwd: root, encoding: 'utf8' }).split('\n').filter((line) => line !== '' && !line.startsWith(BUILT))
}

// A pattern for the folder of the finished site, `out/`, once hid `engine/broker/out` as well: a clone did not build.
it('a clone has every file of the rooms: none of them is ignored by git', () => {
  expect(ignoredFiles()).toEqual([])
})

/** Rooms whose folders are something else: the languages of the texts, and monaco. */
const OTHER_FOLDERS = ['components/i18n/', 'components/editor/']

function kindOf(file: string): 'logic' | 'views' | 'styles' {
  if (file.endsWith('.css')) return 'styles'
  const isView = file.endsWith('.tsx') || /from 'react'|'use client'/.test(readFileSync(path.join(root, file), 'utf8'))
  return isView ? 'views' : 'logic'
}

it('in each room of components the logic, the views and the styles stand apart', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'components'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(root, file)) && !OTHER_FOLDERS.some((folder) => file.startsWith(folder)))
  expect(files.length).toBeGreaterThan(200)
  const misplaced = files.filter((file) => {
    const folder = file.split('/')[2]
    return folder !== 'server' && folder !== kindOf(file)
  })
  expect(misplaced).toEqual([])
})
