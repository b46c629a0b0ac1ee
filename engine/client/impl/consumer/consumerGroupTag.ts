const MAX_TAG_LENGTH = 100

/** What the names of a consumer's threads have of its group. */
export function consumerGroupTag(consumerGroup: string): string {
  return `${consumerGroup.slice(0, MAX_TAG_LENGTH)}_`
}
