import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { isTrueOf } from '../../components/lesson/logic/claims'
import { toRunAnchor } from '../../components/source/server/places'
import { ownRun } from '../../content/ownRun'
import { RUNS } from '../../content/runs'

const SCENARIOS = path.resolve(import.meta.dirname, '../../content/scenarios')

describe.each(RUNS)('the run $scenario', ({ scenario, anchor, sentences, title }) => {
  const file = path.join(SCENARIOS, `${scenario}.json`)

  it('is what its page says, and a run in which nothing happens is not', async () => {
    const run = await ownRun(file)
    const checked = sentences.filter(({ holds }) => holds !== undefined)
    expect(checked.length).toBeGreaterThan(0)
    for (const { text, holds } of checked) expect(isTrueOf(holds, run), text.en).toBe(true)
    const nothing = { ...run, marks: [], calls: [], items: [], nodes: [], events: 0 }
    expect(checked.filter(({ holds }) => isTrueOf(holds, nothing))).toEqual([])
  })

  it('has a place in the engine at which it opens, and says the same in both languages', () => {
    expect(toRunAnchor(anchor)).not.toBe('')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: scenario })
    for (const text of [title, ...sentences.map((sentence) => sentence.text)]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(text.en.match(/[a-z]+-\d|%\w+%\w+/g) ?? []).toEqual(text.zh.match(/[a-z]+-\d|%\w+%\w+/g) ?? [])
    }
  })
})

test('each run is there once', () => {
  expect(new Set(RUNS.map(({ scenario }) => scenario)).size).toBe(RUNS.length)
})
