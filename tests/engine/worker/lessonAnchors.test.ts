import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { LessonSource } from '../../../components/lesson/server/readLesson'
import { toRunAnchor } from '../../../components/source/server/places'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import { recordRun } from '../../../engine/worker/recordRun'
import { scenarioJson } from '../support/runCluster'

const ROOT = path.resolve(import.meta.dirname, '../../..')
/** A cursor needs calls and statements, which exist in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null

/** Where each anchor is in the run of a scenario, as the page asks for it. */
async function cursorsOf(
  scenario: string,
  anchors: readonly string[],
): Promise<Readonly<Record<string, number | null>>> {
  const parsed = parseScenario(scenarioJson(scenario))
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  const key = { scenario, seed: parsed.seed, interventions: [], selector: null }
  const run = await recordRun(key, parsed, new SiteTable(buildSiteTable(ROOT)), storage)
  return run.modelWith(anchors).anchors
}

const lessons = readdirSync(path.join(ROOT, 'content/lessons')).filter((name) => {
  return existsSync(path.join(ROOT, 'content/lessons', name, 'steps.ts'))
})

test.runIf(isTraced).each(lessons)('the run of the lesson %s comes to each of its steps, in their order', async (name) => {
  const { lesson } = (await import(`../../../content/lessons/${name}/steps.ts`)) as { readonly lesson: LessonSource }
  const anchors = lesson.steps.map(({ anchor }) => toRunAnchor(anchor))
  const cursors = await cursorsOf(lesson.scenario, anchors)
  expect(anchors.filter((anchor) => (cursors[anchor] ?? null) === null)).toEqual([])
  const places = anchors.map((anchor) => cursors[anchor]!)
  expect(places).toEqual([...places].sort((one, other) => one - other))
  expect(new Set(places).size).toBe(places.length)
})
