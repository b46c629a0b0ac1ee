import { describe, expect, test } from 'vitest'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { suggestWhichBrokerId } from '../../../engine/broker/processor/suggestWhichBrokerId'

const GROUP = { brokerId: 0, whichBrokerWhenConsumeSlowly: 1 }
const NEAR = { suggestPullingFromSlave: false, status: 'FOUND' } as const
const FAR = { suggestPullingFromSlave: true, status: 'FOUND' } as const
const NOTHING = { suggestPullingFromSlave: false, status: 'OFFSET_OVERFLOW_ONE' } as const

function broker(brokerId: number, slaveReadEnable: boolean): BrokerConfig {
  return Object.assign(new BrokerConfig(), { brokerId, slaveReadEnable })
}

describe('whom a reader is told to ask next', () => {
  test.each([
    ['the master, by a master whose slaves may not be read', broker(0, false), FAR, 0, 0, false],
    ['a slave, by a master, when it lags far behind', broker(0, true), FAR, 0, 1, false],
    ['the master, by a master, when it does not', broker(0, true), NEAR, 0, 0, false],
    ['a slave, by that slave, as long as it lags', broker(1, true), FAR, 0, 1, false],
    ['the master, by a slave, as soon as it does not', broker(1, true), NEAR, 0, 0, false],
    ['the master, by a slave that has nothing, at once', broker(1, true), NOTHING, 0, 0, true],
    ['the group’s own choice, by a slave without a master', broker(1, true), NEAR, 1, 0, false],
    ['nobody at once, by a slave without a master that has nothing', broker(1, true), NOTHING, 1, 0, false],
  ])('%s', (_, config, result, minBrokerIdInGroup, brokerId, retryImmediately) => {
    expect(suggestWhichBrokerId(config, GROUP, result, minBrokerIdInGroup)).toEqual({ brokerId, retryImmediately })
  })
})
