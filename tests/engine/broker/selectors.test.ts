import { describe, expect, test } from 'vitest'
import { MQFilterException } from '../../../engine/broker/filter/MQFilterException'
import { SelectorParser } from '../../../engine/broker/filter/parser/SelectorParser'
import { goldenLines } from '../support/golden'

type Properties = Readonly<Record<string, string>>

interface Row {
  readonly messages?: readonly Properties[]
  readonly sql?: string
  readonly results?: string
}

const ROWS = goldenLines<Row>('vectors/selectors.jsonl')
const MESSAGES = ROWS[0]!.messages!
const SELECTORS = ROWS.filter((row): row is { sql: string; results: string } => row.sql !== undefined)

function letterOf(evaluate: () => unknown): string {
  try {
    const value = evaluate()
    return value === null ? 'N' : value === true ? 'T' : value === false ? 'F' : String(value)
  } catch {
    return 'X'
  }
}

/** What the selector says of each message; empty for what is no selector. */
function resultsOf(sql: string): string {
  try {
    const expression = SelectorParser.parse(sql)
    return MESSAGES.map((message) => letterOf(() => expression.evaluate({ get: (name) => message[name] ?? null }))).join('')
  } catch (error) {
    if (error instanceof MQFilterException) return ''
    throw error
  }
}

describe('selectors', () => {
  test('are many, of all kinds', () => {
    expect(SELECTORS.length).toBeGreaterThan(1000)
    for (const letter of 'TFNX') expect(SELECTORS.filter(({ results }) => results.includes(letter)).length).toBeGreaterThan(20)
    expect(SELECTORS.filter(({ results }) => results === '').length).toBeGreaterThan(200)
  })

  test('say of messages what they say in RocketMQ, and are refused where they are refused there', () => {
    const differences = SELECTORS.flatMap(({ sql, results }) => {
      const ours = resultsOf(sql)
      return ours === results ? [] : [{ sql, ours, theirs: results }]
    })
    expect(differences).toEqual([])
  })

  test('that are nested very deeply are refused', () => {
    expect(resultsOf('('.repeat(100_000))).toBe('')
  })
})
