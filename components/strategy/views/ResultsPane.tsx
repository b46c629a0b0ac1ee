'use client'

import { CallTable } from './CallTable'
import { Compare } from './Compare'
import { LoadPanel } from './LoadPanel'
import { ResultViews } from './ResultViews'

/** The load, and what came of it under both strategies. */
export function ResultsPane() {
  return <ResultViews panel={<LoadPanel />} compare={<Compare />} calls={<CallTable />} />
}
