import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Names that stand for two things although one meaning each is the rule, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  LEGAL_TRANSITIONS: 'each type of state has its own, beside it',
  PopRequest: 'RocketMQ’s own name, of a pop that a broker holds and of one that a client repeats',
  PullRequest: 'RocketMQ’s own name, of a pull that a broker holds and of one that a client repeats',
  RegisterBrokerResult: 'RocketMQ’s own name; broker and name server may not import each other',
  SITES_PER_FILE: 'the instrumenter, which is plain JavaScript, and the engine agree on it',
  SiteKind: 'the instrumenter, which is plain JavaScript, and the engine agree on it',
  MessageExt: 'RocketMQ’s own name, once more in the types for the reader’s code',
  SendMessageContext: 'RocketMQ’s own name, once more in the types for the reader’s code',
  SendResult: 'RocketMQ’s own name, once more in the types for the reader’s code',
  broken: 'either drill ends with its own error',
  tracedEngine: 'the same plugin, for either bundler',
  Slot: 'RocketMQ’s own name for a slot of the timing wheel, and a place for a strategy on the page',
  RecordJourney: 'the component shows exactly that',
  LessonPage: 'the browser tests’ page object drives exactly that component',
  useTexts: 'the same hook, narrowed to the words of the stepper',
  counted: 'one for each language',
  lesson: 'one for each lesson',
  pattern: 'one for each pattern',
  claims: 'those of each page on a pattern',
  keepOrder: 'how an exercise is judged and what it says have its id',
  surviveBroker: 'how an exercise is judged and what it says have its id',
  spreadHotKey: 'how an exercise is judged and what it says have its id',
  nearRoom: 'how an exercise is judged and what it says have its id',
  avoidSlow: 'how an exercise is judged and what it says have its id',
  send: 'what the tests of a room send, each in its own way',
  message: 'the message that the tests of a room send',
  outcomeOf: 'a function of the tests of the sandbox, and one of the broker',
  MyStrategy: 'no class of ours: the reader’s code, and a test’s, as texts',
}

const EXPORT = /^export (?:default )?(?:async )?(?:abstract )?(?:function\*?|class|interface|type|const|let) (\w+)/gm

/** Files that others may import from: no tests, and no routes, whose names are Next's. */
function sources(): string[] {
  const folders = ['engine', 'components', 'content', 'tests']
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && existsSync(path.join(root, file)))
    .filter((file) => !/\.(test|spec|bench)\.tsx?$|fixtures|tests\/(bench|interop)\//.test(file))
}

/** Each exported name with the files that define it. */
function definitions(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const file of sources()) {
    for (const [, name] of readFileSync(path.join(root, file), 'utf8').matchAll(EXPORT)) {
      found.set(name!, (found.get(name!) ?? new Set()).add(file))
    }
  }
  return found
}

it('an exported name has one meaning: it is defined once, or there is a reason', () => {
  const all = definitions()
  expect(all.size).toBeGreaterThan(1000)
  const twice = [...all].filter(([name, files]) => files.size > 1 && !Object.hasOwn(ALLOWED, name))
  expect(twice.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([])
})

it('the reasons are those of names that still are defined twice', () => {
  const all = definitions()
  expect(Object.keys(ALLOWED).filter((name) => (all.get(name)?.size ?? 0) < 2)).toEqual([])
})

it('a file’s name says what is in it', () => {
  const vague = sources().filter((file) => /(^|\/)(types|utils?|helpers|misc)\.tsx?$/.test(file))
  expect(vague).toEqual([])
})
