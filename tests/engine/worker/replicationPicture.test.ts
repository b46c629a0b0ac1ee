import { beforeAll, describe, expect, test } from 'vitest'
import { clusterAt } from '../../../components/cluster/logic/clusterAt'
import { consequencesOf } from '../../../components/faults/logic/consequences'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { stepperZh } from '../../../components/i18n/zh/stepper'
import { describeMark } from '../../../components/sequence/logic/describe'
import { laneOf } from '../../../components/timeline/logic/lanes'
import { grouped } from '../../../components/stepper/logic/format'
import type { RunSession } from '../../../engine/worker/RunSession'
import { openRun } from './support/openRun'

function marksOf({ model }: RunSession, type: string) {
  return model.marks.filter(({ data }) => data['type'] === type)
}

describe('a master and its slave', () => {
  let run: RunSession
  beforeAll(async () => {
    ({ run } = await openRun('replicated'))
  })

  const arrows = () => run.model.items.filter(({ label }) => label.startsWith('HA '))

  test('every stretch of the log that goes to the slave is an arrow, and so is the slave’s answer; heartbeats are not', () => {
    const transfers = arrows().filter(({ label }) => label.includes(' B @ '))
    expect(transfers[0]!.label).toBe('HA 240 B @ 0')
    expect(transfers.length).toBeGreaterThanOrEqual(10)
    const nodeOf = (lifeline: number): string => run.model.lifelines[lifeline]!.node
    for (const { from, to, frame } of transfers) {
      expect([nodeOf(from), nodeOf(to), frame]).toEqual(['broker-a', 'broker-a-slave', null])
    }
    const acks = arrows().filter(({ label }) => label.startsWith('HA ack '))
    expect(acks.length).toBeGreaterThan(5)
    const sent = marksOf(run, 'ha-ack').filter(({ data }) => data['side'] === 'sent')
    expect(acks.length).toBeLessThanOrEqual(sent.length)
    expect(new Set(acks.map(({ label }) => label)).size).toBeGreaterThan(5)
  })

  test('what is sent to a slave that has just died never arrives', () => {
    expect(arrows().some(({ endEvent }) => endEvent === null)).toBe(true)
    for (const { event, endEvent } of arrows()) expect(endEvent ?? Infinity).toBeGreaterThan(event)
  })

  test('is on its way on the map', () => {
    const { event, time, endTime } = arrows().find(({ endEvent }) => endEvent !== null)!
    const { flights } = clusterAt(run.modelWith([]), event, (time + endTime!) / 2)
    const flight = flights.find(({ label }) => label.startsWith('HA '))!
    expect(flight.fraction).toBeGreaterThan(0.3)
    expect(flight.fraction).toBeLessThan(0.7)
  })

  test('each end has its mark, on the lane of the frames', () => {
    const [sent, received] = marksOf(run, 'ha-transfer')
    expect([sent!.node, received!.node]).toEqual(['broker-a', 'broker-a-slave'])
    expect(laneOf(sent!)).toBe('frames')
    expect(describeMark(sent!, stepperEn)).toMatch(/^Replication from .* 240 bytes of the log from 0 on, sent$/)
    expect(describeMark(received!, stepperZh)).toMatch(/收到/)
  })
})

test('what recovery did after a power cut is among what came of it, in both languages', async () => {
  const cut = { fault: { kind: 'power-cut', node: 'broker-a' }, when: { event: 'log-append', node: 'broker-a', nth: 14 } }
  const restart = { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: 4500 } }
  const { run } = await openRun('store', { faults: [cut, restart] })
  const fault = marksOf(run, 'fault')[0]!
  const recovered = consequencesOf(run.modelWith([]), fault.event).find((each) => (
    each.type === 'mark' && each.mark.data['type'] === 'store-recovered'
  ))
  if (recovered?.type !== 'mark') throw new Error('recovery is not among the consequences')
  const { records, discarded } = recovered.mark.data
  expect(Number(records)).toBeGreaterThan(0)
  const sentence = describeMark(recovered.mark, stepperEn)
  expect(sentence).toMatch(/^broker-a has recovered, abnormally: .* it began with \S*\/commitlog\/\d{20},/)
  expect(sentence).toContain(`${grouped(Number(records))} records were read`)
  expect(sentence).toContain(`${grouped(Number(discarded))} bytes cut off`)
  expect(sentence).not.toMatch(/[{}]/)
  expect(describeMark(recovered.mark, stepperZh)).toMatch(/异常恢复.*截掉/)
  expect(laneOf(recovered.mark)).toBe('states')
})
