/** What there is to look up, by the ends of the addresses. */
export const TOPICS = ['glossary', 'defaults', 'codes', 'exceptions', 'versions'] as const

export type Topic = (typeof TOPICS)[number]

export function isTopic(value: string): value is Topic {
  return (TOPICS as readonly string[]).includes(value)
}
