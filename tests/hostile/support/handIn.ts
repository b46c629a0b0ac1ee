import { expect } from 'vitest'
import type { OwnState, StoreProblem } from '../../../engine/worker/owncluster/ownProtocol'
import { TestWorld } from '../../engine/worker/owncluster/support/TestWorld'

const OWN = 3

/** What a page answers to an archive. */
export interface Answer {
  readonly answer: 'refused' | 'imported'
  readonly problems: readonly StoreProblem[]
  /** By topic: what the page shows afterwards. */
  readonly messages: Readonly<Record<string, number>>
  /** How many messages recovery has found in the log that is in use now. */
  readonly records: number
}

/** Messages by topic. */
export function messagesByTopic({ queues }: OwnState): Record<string, number> {
  const sums: Record<string, number> = Object.create(null) as Record<string, number>
  for (const { topic, maxOffset } of queues) sums[topic] = (sums[topic] ?? 0) + maxOffset
  return { ...sums }
}

/**
 * Hands an archive to a page whose disk has a store already. Whatever the answer, a broker runs afterwards; after a refusal it is
 * the old one, with everything that it had.
 */
export async function handIn(zip: Uint8Array): Promise<Answer> {
  const world = new TestWorld()
  try {
    await world.open()
    await world.send({ count: OWN, topic: 'Mine' })
    const { check } = await world.ask({ type: 'own-check', zip }, 'own-checked')
    const reply = await world.cluster.answer({ type: 'own-import', zip })
    if (reply.type !== 'own-state' && reply.type !== 'own-checked') throw new Error(`answered with ${JSON.stringify(reply)}`)
    const isRefused = reply.type === 'own-checked'
    const state = isRefused ? await world.state({ type: 'own-open' }) : reply.state
    expect(state).toMatchObject({ broker: 'running', trouble: null })
    if (isRefused) expect([state.acknowledged, messagesByTopic(state)]).toEqual([OWN, { Mine: OWN }])
    const { problems } = isRefused ? reply.check : check
    return { answer: isRefused ? 'refused' : 'imported', problems, messages: messagesByTopic(state), records: state.recovery?.records ?? 0 }
  } finally {
    await world.cluster.close()
  }
}
