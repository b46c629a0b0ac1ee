import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { LessonSource } from '../../../../components/lesson/logic/LessonSource'
import { buildSiteTable } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../../engine/trace/probe'
import { SiteTable } from '../../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../../engine/worker/DiskOwner'
import type { RunModel } from '../../../../engine/worker/protocol'
import { recordRun } from '../../../../engine/worker/recordRun'
import { scenarioJson } from '../../support/runCluster'

const ROOT = path.resolve(import.meta.dirname, '../../../..')

/** Calls and statements exist in the traced build only. */
export const isTraced = classOfPrototype(Kernel.prototype) !== null

/** The lessons that are walked through. */
export const lessons = readdirSync(path.join(ROOT, 'content/lessons')).filter((name) => {
  return existsSync(path.join(ROOT, 'content/lessons', name, 'lesson.ts'))
})

export async function sourceOf(name: string): Promise<LessonSource> {
  const { lesson } = (await import(`../../../../content/lessons/${name}/lesson.ts`)) as { readonly lesson: LessonSource }
  return lesson
}

/** The run of a scenario, as the page asks for it. */
export async function runOf(scenario: string, anchors: readonly string[]): Promise<RunModel> {
  const parsed = parseScenario(scenarioJson(scenario))
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  const key = { scenario, seed: parsed.seed, interventions: [], selector: null }
  const run = await recordRun(key, parsed, new SiteTable(buildSiteTable(ROOT)), storage)
  return run.modelWith(anchors)
}
