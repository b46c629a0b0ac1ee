'use client'

import type { TestIsolation, TestName } from '../../../content/patterns/singleton/run/testsInARow'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { TryTable, type CellResult } from './TryTable'

const ISOLATIONS: readonly TestIsolation[] = ['singleton', 'process-each', 'passed-in']
const ORDERS = ['forgets cleans', 'cleans forgets'] as const

/** Two tests of one producer group, in either order, by how they get at client instances. */
export function TestsTable() {
  const { tests: words } = usePatternTexts()
  const attempt = async (isolation: string, order: string): Promise<CellResult> => {
    const input = { isolation: isolation as TestIsolation, order: order.split(' ') as TestName[] }
    const { tests } = await patternClient.run('singleton/tests', input)
    const said = tests.map(({ name, answer }) => {
      return `${words.names[name]} ${answer.outcome === 'returned' ? words.passed : `${words.failedTest}: ${answer.text}`}`
    })
    const isFine = tests.every(({ answer }) => answer.outcome === 'returned')
    return { isFine, short: isFine ? words.passed : words.failedTest, long: said.join('; ') }
  }
  return (
    <TryTable
      caption={words.isolation} corner="" rows={ISOLATIONS.map((id) => ({ id, label: words.isolations[id] }))}
      columns={ORDERS.map((id) => ({ id, label: words.orders[id] }))}
      describe={(row, column) => `${words.isolations[row as TestIsolation]}, ${words.orders[column as (typeof ORDERS)[number]]}`}
      tryCell={attempt}
    />
  )
}
