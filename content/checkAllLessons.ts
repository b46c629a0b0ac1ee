/** What the build bundles over the traced engine, to check the lessons one after the other. */
import { buildSiteTable } from '../engine/adapters/instrumenter/site-table.mjs'
import { SiteTable } from '../engine/trace/SiteTable'
import type { LessonCheck } from './checkLessons'
import { checkLesson } from './checkLessons'

let sites: SiteTable | null = null

/** @returns what was found out about one lesson */
export async function checkedLesson(root: string, lesson: string): Promise<LessonCheck> {
  sites ??= new SiteTable(buildSiteTable(root))
  return checkLesson(root, lesson, sites)
}
