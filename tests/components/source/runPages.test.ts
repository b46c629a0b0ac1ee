import { expect, test } from 'vitest'
import { runPages, watchIn } from '../../../components/source/server/runPages'

const FILE = 'engine/client/Validators.ts'
const title = { en: 'A run', zh: '一次运行' }
const entrance = { line: 12, stop: 13, slice: 7, offset: 3 }

function place(scenario: string, files: readonly string[] = []) {
  return { scenario, href: `runs/${scenario}/`, title, files: new Set(files) }
}

type Entrances = Readonly<Record<string, readonly (typeof entrance)[]>>

function run(events: number, entrances: Entrances = { [FILE]: [entrance] }) {
  return { key: '', seed: 5, events, entrances }
}

test('a method is watched in the shortest run that comes to it', () => {
  const index = { long: run(900), short: run(300), shortest: run(10, {}) }
  const watch = watchIn([place('long'), place('short'), place('shortest')], index, FILE, 10, 20)
  expect(watch).toEqual({ href: 'runs/short/#s=short&seed=5&c=7.3&v=1', title, line: 13 })
})

test('a lesson on its file comes before shorter runs', () => {
  const index = { lesson: run(900), short: run(300) }
  expect(watchIn([place('lesson', [FILE]), place('short')], index, FILE, 10, 20)?.href).toContain('s=lesson&')
})

test('a run comes to a method when it enters it, and not when it is near', () => {
  const index = { short: run(300) }
  expect(watchIn([place('short')], index, FILE, 13, 20)).toBeNull()
  expect(watchIn([place('short')], index, 'engine/client/Other.ts', 10, 20)).toBeNull()
  expect(watchIn([place('unknown')], index, FILE, 10, 20)).toBeNull()
})

test('the lessons are known that speak of a symbol, by the step', async () => {
  const mentions = (await runPages()).mentionsOf('client/impl/producer/DefaultMQProducerImpl#sendKernelImpl')
  expect(mentions.map(({ href }) => href)).toContain('learn/send-call/#step-kernel')
  expect(mentions.every(({ lesson, step }) => lesson.zh !== '' && step.en !== '' && step.zh !== step.en)).toBe(true)
})
