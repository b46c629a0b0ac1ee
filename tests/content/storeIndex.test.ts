import { expect, it } from 'vitest'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import { HASH_SLOT_SIZE, indexFileSize } from '../../engine/store/index/IndexFile'
import { INDEX_HEADER_SIZE } from '../../engine/store/index/IndexHeader'
import { runCluster, scenarioJson } from '../engine/support/runCluster'
import { elementsOf, readText } from './support/readMdx'

it('the second message changes header, slots and new entries of the index, and nothing else: the answer in the lesson', async () => {
  const json = scenarioJson('store')
  const { maxHashSlotNum, maxIndexNum } = (json['brokers'] as Array<{ store: Record<string, number> }>)[0]!.store
  const run = await runCluster(parseScenario(json))
  const [, second, third] = run.of('dispatch')
  const writes = run.of('page-cache-write').filter(({ path, millis }) => {
    return path.startsWith('store/index/') && millis >= second!.millis && millis < third!.millis
  })
  const entriesAt = INDEX_HEADER_SIZE + maxHashSlotNum! * HASH_SLOT_SIZE
  const parts = writes.map(({ position }) => position < INDEX_HEADER_SIZE ? 'header' : position < entriesAt ? 'slots' : 'entries')
  expect([...new Set(parts)].sort()).toEqual(['entries', 'header', 'slots'])
  const changed = writes.reduce((sum, { length }) => sum + length, 0)
  expect(changed).toBeLessThan(indexFileSize({ hashSlotNum: maxHashSlotNum!, indexNum: maxIndexNum! }) / 2)

  for (const language of ['en', 'zh']) {
    const [question] = elementsOf(readText(`lessons/store/${language}.mdx`)).filter(({ name }) => name === 'Predict')
    expect(question!.attributes['answer']).toBe(1)
  }
})
