import { test } from 'vitest'
import { EXPERIMENTS } from '../../../content/patterns/stage/experiments'
test('x', () => {
  const t=Date.now()
  const p = (group: string, instanceName='DEFAULT', scope: 'first'|'second'='first', unitName='') => ({group, instanceName, unitName, scope})
  for (const sharing of ['singleton','passed-in','passed-in-each','passed-in-halfway'] as const)
  for (const producers of [[p('a')],[p('a'),p('b')],[p('a','shop'),p('b','shop')],[p('a','shop'),p('a','shop')],[p('a','shop'),p('b','shop','second')],[p('a','shop'),p('b','shop','first','u2')]])
    console.log(sharing, JSON.stringify(producers.map(Object.values)), JSON.stringify(EXPERIMENTS['singleton/start']({producers, sharing}),null,0))
  console.log(JSON.stringify(EXPERIMENTS['singleton/same-id']({instanceName:'DEFAULT'})), JSON.stringify(EXPERIMENTS['singleton/same-id']({instanceName:'billing'})))
  for (const isolation of ['singleton','process-each','passed-in'] as const) for (const order of [['forgets','cleans'],['cleans','forgets'],['cleans','cleans']] as const) console.log(isolation, order, JSON.stringify(EXPERIMENTS['singleton/tests']({isolation, order})))
  console.log(Date.now()-t)
})
