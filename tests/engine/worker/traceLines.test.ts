import path from 'node:path'
import { expect, test } from 'vitest'
import { ownSession } from '../../../content/ownRun'
import { traceLines } from '../../../engine/worker/traceLines'

test('a run’s events come as JSON lines, in whatever stretches they are asked for', async () => {
  const { trace } = await ownSession(path.resolve('content/scenarios/send-call.json'))
  const whole = traceLines(trace, 0, trace.length)
  expect(whole.next).toBeNull()
  const pieces: string[] = []
  for (let from: number | null = 0; from !== null;) {
    const { lines, next } = traceLines(trace, from, 777)
    pieces.push(lines)
    from = next
  }
  expect(pieces.join('')).toBe(whole.lines)

  const events = whole.lines.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events).toHaveLength(trace.recording.domain.length)
  expect(events.map(({ type }) => type)).toEqual(trace.recording.domain.map(({ type }) => type))
  const slices = events.map(({ slice }) => Number(slice))
  expect(slices).toEqual([...slices].sort((a, b) => a - b))
  const write = events.find(({ type }) => type === 'page-cache-write')
  expect(write?.['bytes']).toMatch(/^([0-9a-f]{2})+$/)
})
