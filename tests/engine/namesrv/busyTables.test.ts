import { expect, test } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { runCluster, scenarioJson } from '../support/runCluster'

/** The scenario with three shops that ask at once, and a broker that registers meanwhile. */
async function locks(lookupMicros: number) {
  const json = scenarioJson('registration') as { readonly nameServers: readonly object[] }
  const nameServers = json.nameServers.map((server) => ({ ...server, lookupMicros }))
  const run = await runCluster(parseScenario({ ...json, nameServers, durationMillis: 4000 }))
  return run.of('table-lock').filter(({ process }) => process === 'namesrv-1')
}

test('a name server with large tables holds their lock for as long as it looks at them', async () => {
  const taken = new Map<string, number>()
  const held: number[] = []
  for (const { thread, mode, what, millis } of await locks(3000)) {
    const key = `${thread} ${mode}`
    if (what === 'takes') taken.set(key, millis)
    if (what === 'releases') held.push(millis - taken.get(key)!)
  }
  expect(held.length).toBeGreaterThan(8)
  for (const millis of held) expect(millis).toBeCloseTo(3, 1)
})

test('nobody reads while one writes, and a writer waits until all readers have left', async () => {
  let [reading, writing] = [0, 0]
  for (const { mode, what } of await locks(3000)) {
    const by = what === 'takes' ? 1 : what === 'releases' ? -1 : 0
    if (mode === 'read') reading += by
    else writing += by
    expect(writing === 0 || (writing === 1 && reading === 0), `${reading} read, ${writing} write`).toBe(true)
  }
})

test('one whose tables take no time says nothing of its lock', async () => {
  expect(await locks(0)).toEqual([])
})
