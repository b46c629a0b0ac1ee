import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** The tests that look at what the recipes add, and at everything that lists such things. */
const TESTS = [
  'tests/engine/broker/groupList.test.ts', 'tests/engine/cluster/isolate.test.ts', 'tests/engine/adapters/scenario/parseScenario.test.ts',
  'tests/content', 'tests/components/stepper', 'tests/engine/worker/exercises.test.ts',
]

interface Recipe {
  readonly title: string
  readonly diff: string
}

/** The recipes of CONTRIBUTING.md that have a change in them. */
function recipes(): Recipe[] {
  const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8')
  return text.split(/^### /m).slice(1).flatMap((section) => {
    const diff = /```diff\n([^]*?)```/.exec(section)?.[1]
    return diff === undefined ? [] : [{ title: section.split('\n')[0]!, diff }]
  })
}

/** A copy of what git knows of, with the packages that are installed here. */
function copyOfTheProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'contributing-'))
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter((file) => file !== '')
  for (const file of files) cpSync(path.join(root, file), path.join(folder, file))
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  execFileSync('git', ['init', '-q'], { cwd: folder })
  return folder
}

let folder = ''
beforeAll(() => {
  folder = copyOfTheProject()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every kind of thing that one adds has its recipe', () => {
  expect(recipes().map(({ title }) => title)).toEqual(['A request code', 'A fault', 'A lesson', 'A strategy', 'An exercise'])
})

test('a project that has followed all recipes compiles and passes its tests', () => {
  for (const { title, diff } of recipes()) {
    writeFileSync(path.join(folder, 'recipe.diff'), diff)
    try {
      execFileSync('git', ['apply', '--recount', '-C1', 'recipe.diff'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      expect.fail(`${title} does not apply: ${(error as { stderr: string }).stderr}`)
    }
  }
  run(['tsc', '-b', 'tsconfig.engine.json'])
  run(['vitest', 'run', '--config', '.ci/vitest.config.mjs', ...TESTS])
})

function run([program, ...args]: readonly string[]): void {
  try {
    execFileSync(path.join(folder, 'node_modules/.bin', program!), args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    expect.fail(`${program}: ${stdout}\n${stderr}`)
  }
}

test('a copy of the template is a lesson, and one that says something else is not', () => {
  const copy = path.join(folder, 'content/lessons/my-first')
  cpSync(path.join(folder, 'content/template'), copy, { recursive: true })
  for (const name of ['lesson.ts', 'claims.ts']) {
    const file = path.join(copy, name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll("'../../components", "'../../../components"))
  }
  run(['tsc', '--noEmit', '-p', '.'])
  run(['vitest', 'run', '--config', '.ci/vitest.config.mjs', 'tests/content'])
  const text = path.join(copy, 'en.mdx')
  writeFileSync(text, readFileSync(text, 'utf8').replace('<Claim id="one-request">', '<Claim id="two-requests">'))
  expect(() => run(['vitest', 'run', '--config', '.ci/vitest.config.mjs', 'tests/content/claims.test.ts'])).toThrow(/my-first/)
})
