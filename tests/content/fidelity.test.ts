import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import { LESSON_STORE } from '../../engine/cluster/BrokerNode'
import { makeClusterDrillPlan } from '../../engine/cluster/clusterdrill/makeClusterDrillPlan'
import { scenarioOfPlan } from '../../engine/cluster/clusterdrill/scenarioOfPlan'
import { makeDrillPlan } from '../../engine/cluster/drill/makeDrillPlan'
import { loadScenario } from '../../engine/cluster/loadScenario'
import type { Scenario } from '../../engine/cluster/Scenario'
import { MessageStoreConfig } from '../../engine/store/config/MessageStoreConfig'
import { OWN_SIZES } from '../../engine/worker/owncluster/ownScenario'
import { scenarioJson } from '../engine/support/runCluster'
import { readText } from './support/readMdx'

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1)

const UNITS = [['GiB', 1024 ** 3], ['MiB', 1024 ** 2], ['KiB', 1024]] as const

function inWords(bytes: number): string {
  const [unit, factor] = UNITS.find(([, size]) => bytes >= size)!
  return `${bytes / factor} ${unit}`
}

/** The sizes that commit log files of a scenario's brokers have, each once. */
function sizesIn({ brokers }: Scenario): number[] {
  return [...new Set(brokers.map(({ store }) => Number({ ...LESSON_STORE, ...store }.mappedFileSizeCommitLog)))]
}

const lesson = (name: string): number[] => sizesIn(parseScenario(scenarioJson(name)))

function inDrills(): number[] {
  const cluster = parseScenario(scenarioJson('cluster-drill'))
  const sizes = SEEDS.flatMap((seed) => [
    makeDrillPlan(seed).logFileSize, ...sizesIn(scenarioOfPlan(cluster, makeClusterDrillPlan(seed))),
  ])
  return [...new Set(sizes)].sort((one, other) => one - other)
}

/** Those of the page on strategies and of the reader's own cluster are the same. */
function onPages(): number[] {
  const load = { messages: 20, keys: 'uniform', distinctKeys: 5, brokers: 2, queues: 4, middle: 'nothing' } as const
  return [...new Set([...sizesIn(loadScenario(load)), OWN_SIZES.mappedFileSizeCommitLog])]
}

describe.each(['en', 'zh'])('the page on fidelity: %s', (language) => {
  const text = readText(`fidelity/${language}.mdx`)

  it('names the sizes of files that the scenarios and the pages have', () => {
    const [point] = /^- \*\*(?:Files|文件)[\s\S]*?(?=\n- )/m.exec(text)!
    const named = [...point.matchAll(/\d+ [KMG]iB/g)].map(([size]) => size)
    const real = [...lesson('send-call'), ...lesson('store'), ...inDrills(), ...onPages(), new MessageStoreConfig().mappedFileSizeCommitLog]
    expect(named).toEqual(real.map(inWords))
  })

  it('names that of the reader’s own cluster once more', () => {
    const [paragraph] = /^\*\*(?:Your own cluster|你自己的集群).*[\s\S]*?(?=\n\n)/m.exec(text)!
    expect(/\d+ [KMG]iB/.exec(paragraph)![0]).toBe(inWords(OWN_SIZES.mappedFileSizeCommitLog))
  })
})
