import { readFileSync } from 'node:fs'
import path from 'node:path'
import { statementsOf } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import type { SiteLines } from '../../stage/LineWatch'

const FILE = 'engine/client/impl/producer/DefaultMQProducerImpl.ts'

interface StartLines {
  readonly sites: SiteLines
  lineWith(text: string): number
}

/** The statements of the producer's start, and the line of one that has a text in it; where there are files to read. */
export function linesOfStart(root: string = process.cwd()): StartLines {
  const statements = statementsOf(root, FILE).filter(({ symbol }) => symbol === 'DefaultMQProducerImpl#start')
  const lines = readFileSync(path.join(root, FILE), 'utf8').split('\n')
  return {
    sites: statements.map(({ site, line }) => [site, line] as const),
    lineWith(text) {
      const found = statements.find(({ line }) => lines[line - 1]!.includes(text))
      if (found === undefined) throw new Error(`no statement of start has “${text}” in it`)
      return found.line
    },
  }
}
