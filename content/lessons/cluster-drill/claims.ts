import type { LessonClaims } from '../../../components/lesson/logic/claims'

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = { claims: {}, outcomes: {} }
