import { describe, expect, it } from 'vitest'
import { embedCode } from '../../../components/share/logic/embedCode'
import { readRunFile, runFileText } from '../../../components/share/logic/runFile'
import { decodeLink } from '../../../components/stepper/logic/url'
import type { RunKey } from '../../../engine/worker/protocol'

const KEY: RunKey = {
  scenario: 'send-call', seed: 7, selector: null, interventions: [{ slice: 100, fault: { kind: 'kill', node: 'broker-b' } }],
}
const PLACE = { slice: 102, offset: 1 }

function changed(change: (file: Record<string, unknown>) => void): string {
  const file = JSON.parse(runFileText('learn/send-call/', KEY, PLACE, '4351fa1a')) as Record<string, unknown>
  change(file)
  return JSON.stringify(file)
}

describe('the file of a run', () => {
  it('leads back to the run, the place and the version of the engine', () => {
    const read = readRunFile(runFileText('learn/send-call/', KEY, PLACE, '4351fa1a'))
    if (read.problem !== null) expect.fail(read.problem)
    expect(read.page).toBe('learn/send-call/')
    expect(decodeLink(read.link, ['send-call'])).toEqual({ link: { key: KEY, cursor: PLACE, engine: '4351fa1a' }, problem: null })
  })

  it('carries code of the reader’s, which a link offers and does not run', () => {
    const code = 'export default class Mine {}'
    const read = readRunFile(runFileText('learn/send-call/', { ...KEY, code }, null))
    if (read.problem !== null) expect.fail(read.problem)
    expect(decodeLink(read.link, ['send-call']).link).toMatchObject({ key: KEY, packed: expect.any(String) as string })
  })

  it.each([
    ['no JSON', 'send-call', 'json'],
    ['another JSON', '{"format":"rocketscope-progress"}', 'format'],
    ['nothing', 'null', 'format'],
    ['a list', '[]', 'format'],
    ['far too much', `"${'x'.repeat(300_000)}"`, 'large'],
    ['a later version', changed((file) => (file['version'] = 2)), 'version'],
    ['no key', changed((file) => delete file['key']), 'damaged'],
    ['a page elsewhere', changed((file) => (file['page'] = '//elsewhere.example/')), 'damaged'],
    ['a page that is a script', changed((file) => (file['page'] = 'javascript:alert(1)')), 'damaged'],
    ['a seed that is none', changed((file) => (file['key'] = { ...KEY, seed: -1 })), 'damaged'],
    ['a fault that is none', changed((file) => (file['key'] = { ...KEY, interventions: [{ slice: 1, fault: { kind: 'explode' } }] })), 'damaged'],
    ['faults that are no list', changed((file) => (file['key'] = { ...KEY, interventions: 'many' })), 'damaged'],
    ['a place that is none', changed((file) => (file['place'] = { slice: 'here', offset: 0 })), 'damaged'],
    ['a scenario with a way out', changed((file) => (file['key'] = { ...KEY, scenario: '../secret' })), 'damaged'],
    ['an engine that is none', changed((file) => (file['engine'] = '&seed=9')), 'damaged'],
    ['code that is none', changed((file) => (file['key'] = { ...KEY, code: 5 })), 'damaged'],
  ])('is refused with %s', (_, text, problem) => {
    expect(readRunFile(text).problem).toBe(problem)
  })
})

it('the frame for another page has nothing in it that ends an attribute', () => {
  const code = embedCode('https://example.org/en/embed/send-call/#s=send-call&seed=1', 'a "b" <c>')
  expect(code).toContain('src="https://example.org/en/embed/send-call/#s=send-call&amp;seed=1"')
  expect(code).toContain('title="a &quot;b&quot; &lt;c&gt;"')
})
