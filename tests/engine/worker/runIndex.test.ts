import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entrancesOf } from '../../../content/indexRuns'
import { ownSession } from '../../../content/ownRun'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { isTraced } from './support/lessonRuns'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const SCENARIOS = path.join(ROOT, 'content/scenarios')
const names = readdirSync(SCENARIOS).filter((name) => name.endsWith('.json'))

test.runIf(isTraced).each(names)('every place in the index of %s is in its method, at the line that it says', async (name) => {
  const run = await ownSession(path.join(SCENARIOS, name), {}, new SiteTable(buildSiteTable(ROOT)))
  const wrong: string[] = []
  let count = 0
  for (const [file, entrances] of Object.entries(entrancesOf(run.trace))) {
    for (const { line, stop, slice, offset } of entrances) {
      count++
      const [frame] = run.locate(slice, offset).stack
      if (frame?.file !== file || frame.line !== stop || stop < line) wrong.push(`${file}:${line} is at ${frame?.file}:${frame?.line}`)
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(400)
})
