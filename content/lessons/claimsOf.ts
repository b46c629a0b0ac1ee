import type { LessonClaims } from '../../components/lesson/logic/claims'

/**
 * What a lesson says of its run: the `claims.ts` of its folder.
 *
 * @param slug the folder; rejects if there is none of this name
 */
export async function claimsOf(slug: string): Promise<LessonClaims> {
  return (await import(`./${slug}/claims.ts`)) as LessonClaims
}
