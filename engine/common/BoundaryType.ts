/**
 * Several messages of a queue may have the time that is looked for, or none: which one is meant?
 * Original: org.apache.rocketmq.common.BoundaryType.
 */
export const BoundaryType = {
  /** The first with this time or a later one. */
  LOWER: 'LOWER',
  /** The last with this time or an earlier one. */
  UPPER: 'UPPER',
} as const
export type BoundaryType = (typeof BoundaryType)[keyof typeof BoundaryType]
