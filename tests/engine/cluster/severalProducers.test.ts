import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { runCluster, scenarioJson, send, START } from '../support/runCluster'

/** How the application's calls of one kind have ended, in order. */
async function callsOf(
  name: string, label: string, variants: Readonly<Record<string, string>> = {}, program?: object[],
) {
  const json = scenarioJson(name) as { producers: object[] }
  const producers = program === undefined ? json.producers : [{ ...json.producers[0], program }]
  const run = await runCluster(parseScenario({ ...json, producers }, variants))
  const calls = run.of('client-call-started').filter((call) => call.label === label && call.process === 'order-service')
  const ends = new Map(run.of('client-call-ended').filter(({ process }) => process === 'order-service').map((end) => [end.call, end]))
  return calls.map(({ call }) => ends.get(call)!)
}

describe('a start', () => {
  test.each([
    ['blank', 'illegal characters'],
    ['default', 'must not be DEFAULT_PRODUCER'],
    ['inner', 'CLIENT_INNER_PRODUCER has been created before'],
  ])('fails for a group that may not be (%s)', async (group, words) => {
    const [start] = await callsOf('start', 'producer.start()', { group })
    expect(start!.outcome).toBe('threw')
    expect(start!.result).toContain(words)
  })

  test('succeeds without a name server; the first send does not', async () => {
    const [start] = await callsOf('start', 'producer.start()', { address: 'none' })
    expect(start!.outcome).toBe('returned')
    const [first] = await callsOf('start', 'producer.send(msg)', { address: 'none' })
    expect(first!.outcome).toBe('threw')
    expect(first!.result).toContain('the route of OrderPaid')
  })
})

describe('a program with several producers', () => {
  const other = { do: 'new-producer', name: 'other', producerGroup: 'other' }

  test('uses the one that it has made last', async () => {
    const sends = await callsOf('start', 'producer.send(msg)', {}, [
      START, other, send(),
    ])
    expect(sends.map(({ result }) => result)).toEqual([expect.stringContaining('producer other is not running')])
  })

  test('comes back to one that it has, by its name', async () => {
    const sends = await callsOf('start', 'producer.send(msg)', {}, [
      START, other, { do: 'use-producer', name: 'order-service' }, send(),
    ])
    expect(sends.map(({ outcome }) => outcome)).toEqual(['returned'])
  })

  test('can set what a producer has', async () => {
    const starts = await callsOf('start', 'producer.start()', {}, [
      { do: 'configure', config: { producerGroup: 'not legal' } }, START,
    ])
    expect(starts[0]!.result).toContain('not legal')
  })

  test.each([
    [[{ do: 'use-producer', name: 'nobody' }], 'has made before'],
    [[other, other], 'once'],
    [[{ do: 'use-producer', name: 'other' }, other], 'has made before'],
  ])('is refused when a name is not known, or known already', (program, words) => {
    const json = scenarioJson('start') as { producers: object[] }
    expect(() => parseScenario({ ...json, producers: [{ ...json.producers[0], program }] })).toThrow(words)
  })
})
