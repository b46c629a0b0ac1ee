import path from 'node:path'
import { expect, it } from 'vitest'
import { verdictOf } from '../../components/drill/logic/verdict'
import { ownRun } from '../../content/ownRun'

const FILE = path.resolve(import.meta.dirname, '../../content/scenarios/cluster-drill.json')

/** In the first a producer is shut down: the thread that ends its process is the one that is recorded. The second has consumers. */
it.each([4, 8])('the cluster drill of seed %i is recorded to its end', async (seed) => {
  const run = await ownRun(FILE, { seed })
  expect(run.broken).toBeNull()
  expect(verdictOf(run)).toMatchObject({ kind: 'kept' })
}, 30_000)
