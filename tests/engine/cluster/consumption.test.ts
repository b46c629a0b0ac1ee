import { describe, expect, it } from 'vitest'
import { Consumption } from '../../../engine/cluster/clusterdrill/Consumption'
import { MasterLedger } from '../../../engine/cluster/clusterdrill/MasterLedger'
import { keyOf } from '../../../engine/cluster/clusterdrill/clusterDrillMessages'
import { MessageExt } from '../../../engine/common/message/MessageExt'

const PLACE = { brokerName: 'broker-a', topic: 'Orders', queueId: 1 }

/** Two messages in one queue, with the numbers 0 and 1. */
function twoMessages(): { consumption: Consumption; ledger: MasterLedger } {
  const [consumption, ledger] = [new Consumption(), new MasterLedger()]
  for (const id of [7, 8]) {
    const message = Object.assign(new MessageExt('Orders', new Uint8Array(1)), { queueId: 1, queueOffset: id - 7 })
    consumption.stored('broker-a', message, ledger.appended(id, 100 * id, new Uint8Array(100), id))
  }
  return { consumption, ledger }
}

function event(id: number, queueOffset: number, process = 'consumer-1') {
  return { ...PLACE, process, thread: 't', group: 'g', queueOffset, keys: keyOf(id), reconsumeTimes: 0 }
}

describe('what the cluster drill knows of consumers', () => {
  it('is who was given what, and how that has ended', () => {
    const { consumption } = twoMessages()
    const [first, second] = consumption.queue(PLACE)
    consumption.begun('g', { type: 'consume-started', ...event(7, 0) }, 1)
    expect([consumption.hasEnded('g', PLACE, first!), consumption.hasSucceeded('g', PLACE, first!)]).toEqual([false, false])
    consumption.ended('g', { type: 'consume-ended', ...event(7, 0), outcome: 'RECONSUME_LATER', error: '' })
    expect([consumption.hasEnded('g', PLACE, first!), consumption.hasSucceeded('g', PLACE, first!)]).toEqual([true, false])
    consumption.begun('g', { type: 'consume-started', ...event(8, 1) }, 2)
    consumption.ended('g', { type: 'consume-ended', ...event(8, 1), outcome: 'CONSUME_SUCCESS', error: '' })
    expect(consumption.hasSucceeded('g', PLACE, second!)).toBe(true)
    expect([...consumption.succeeded('g')]).toEqual([8])
    expect(consumption.succeeded('another').size).toBe(0)
  })

  it('is not confused by another message with the same number, nor by a listener whose process has died', () => {
    const { consumption } = twoMessages()
    const [first, second] = consumption.queue(PLACE)
    consumption.begun('g', { type: 'consume-started', ...event(9, 0) }, 1)
    consumption.ended('g', { type: 'consume-ended', ...event(9, 0), outcome: 'SUCCESS', error: '' })
    expect(consumption.hasSucceeded('g', PLACE, first!)).toBe(false)
    consumption.begun('g', { type: 'consume-started', ...event(8, 1) }, 2)
    consumption.died('consumer-1')
    expect(consumption.hasEnded('g', PLACE, second!)).toBe(false)
    expect(consumption.deliveriesTo('g', PLACE).map(({ outcome }) => outcome)).toEqual(['SUCCESS', 'DIED'])
  })

  it('leaves out what a power cut has taken', () => {
    const { consumption, ledger } = twoMessages()
    ledger.powerCut(9)
    ledger.recovered(800, 10)
    expect(consumption.queue(PLACE).map(({ id }) => id)).toEqual([7])
    expect(consumption.placesOf('Orders')).toEqual([PLACE])
  })
})
