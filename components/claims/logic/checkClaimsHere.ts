import { claimsOf } from '../../../content/lessons/claimsOf'
import type { OtherSeedRequest, RunModel } from '../../../engine/worker/protocol'
import { isTrueOf } from '../../lesson/logic/claims'
import { undisturbed } from '../../stepper/logic/branches'
import type { Bearing, ClaimRow } from './ClaimRow'

/** What a run in the reader's own tab has shown: by `slug/id`. */
export type FoundHere = Readonly<Record<string, boolean>>

export function keyOfBearing({ slug, id }: Bearing): string {
  return `${slug}/${id}`
}

/**
 * Runs each lesson's cluster once and holds all claims against its run.
 *
 * @param told hears what is known by now, and how many of the lessons are done; false from it ends the checking
 */
export async function checkClaimsHere(
  rows: readonly ClaimRow[], runOf: (request: OtherSeedRequest) => Promise<RunModel>,
  told: (found: FoundHere, done: number, of: number) => boolean,
): Promise<void> {
  const claims = rows.flatMap(({ bearings }) => bearings).filter(({ kind }) => kind === 'claim')
  const lessons = [...new Map(claims.map((each) => [each.slug, each])).values()]
  const found: Record<string, boolean> = {}
  for (const [done, { slug, run: wanted }] of lessons.entries()) {
    if (!told({ ...found }, done, lessons.length)) return
    const { scenario, seed } = wanted!
    const request = { type: 'other-seed', key: undisturbed(scenario, seed), seed } as const
    const [run, known] = await Promise.all([runOf(request), claimsOf(slug)])
    for (const each of claims.filter((claim) => claim.slug === slug)) {
      found[keyOfBearing(each)] = isTrueOf(known.claims[each.id], run)
    }
  }
  told({ ...found }, lessons.length, lessons.length)
}
