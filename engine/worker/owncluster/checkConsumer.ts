import { SelectorParser } from '../../broker/filter/parser/SelectorParser'
import { Validators } from '../../client/Validators'
import { LISTENER_OUTCOMES } from '../../cluster/Scenario'
import { MixAll } from '../../common/MixAll'
import type { ConsumerProblem, OwnConsumerSetup, OwnListener } from './ownProtocol'

const MAX_MILLIS = 3_600_000
const MAX_TRIES = 16

/** What RocketMQ's own client and broker have against a consumer that is set up like this, or null if nothing. */
export function checkConsumer(setup: OwnConsumerSetup): ConsumerProblem | null {
  const { group, topic, filter, listener, maxReconsumeTimes } = setup
  const checks: ReadonlyArray<readonly [ConsumerProblem['code'], () => void]> = [
    ['bad-group', () => checkGroup(group)],
    ['bad-topic', () => Validators.checkTopic(topic)],
    ['bad-sql', () => (filter.by === 'sql' ? void SelectorParser.parse(filter.text) : undefined)],
  ]
  for (const [code, check] of checks) {
    try {
      check()
    } catch (error) {
      return { code, detail: error instanceof Error ? error.message : String(error) }
    }
  }
  const isTries = Number.isInteger(maxReconsumeTimes) && maxReconsumeTimes >= -1 && maxReconsumeTimes <= MAX_TRIES
  return isTries && isListener(listener) ? null : { code: 'bad-listener', detail: '' }
}

export function isListener({ millis, outcome }: OwnListener): boolean {
  return Number.isInteger(millis) && millis >= 0 && millis <= MAX_MILLIS && LISTENER_OUTCOMES.includes(outcome)
}

function checkGroup(group: string): void {
  Validators.checkGroup(group)
  if (group === MixAll.DEFAULT_CONSUMER_GROUP) throw new RangeError(`${group} is no name of one’s own`)
}
