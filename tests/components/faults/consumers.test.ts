import path from 'node:path'
import { expect, test } from 'vitest'
import { consequencesOf } from '../../../components/faults/logic/consequences'
import { ownRun } from '../../../content/ownRun'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { runCluster, scenarioJson } from '../../engine/support/runCluster'

const undisturbed = await runCluster(parseScenario(scenarioJson('consume')))
const consumed = undisturbed.of('consume-ended').find(({ keys }) => keys === 'order-1001')!
const told = undisturbed.of('offset-committed').find(({ queueId, offset }) => queueId === consumed.queueId && offset > 0)!
const FILE = path.resolve(import.meta.dirname, '../../../content/scenarios/consume.json')

test('of a consumer’s death: who takes its queues, and what is consumed once more', async () => {
  // The listener has ended with order-1001, and the broker has not been told.
  const run = await ownRun(FILE, { interventions: [{ slice: consumed.slice + 1, fault: { kind: 'kill', node: 'billing-1' } }] })
  const { event } = run.marks.find(({ data }) => data['type'] === 'fault')!
  const story = consequencesOf(run, event)
  expect(story.find((each) => each.type === 'again')).toMatchObject({ node: 'billing-2', message: 'order-1001' })
  const taken = story.find((each) => each.type === 'mark' && each.mark.data['type'] === 'queues-assigned')
  expect(taken).toMatchObject({ mark: { node: 'billing-2', data: { topic: 'OrderPaid' } } })
})

test('of a death with nothing left to tell: nothing is consumed again', async () => {
  const run = await ownRun(FILE, { interventions: [{ slice: told.slice + 1, fault: { kind: 'kill', node: 'billing-1' } }] })
  const { event } = run.marks.find(({ data }) => data['type'] === 'fault')!
  expect(consequencesOf(run, event).filter(({ type }) => type === 'again')).toEqual([])
})
