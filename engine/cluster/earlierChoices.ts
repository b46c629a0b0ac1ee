import type { ClientConfig } from '../client/ClientConfig'
import type { MQFaultStrategy } from '../client/latency/MQFaultStrategy'
import { FaultStrategyOf471 } from '../client/latency/versions/FaultStrategyOf471'
import { FaultStrategyOf480 } from '../client/latency/versions/FaultStrategyOf480'
import { FaultStrategyOf511 } from '../client/latency/versions/FaultStrategyOf511'
import type { Process } from '../kernel/Process'
import type { ChoiceVersion } from './Scenario'

/** How a producer of that version chose its queues; null for today's way. */
export function earlierChoice(version: ChoiceVersion, process: Process, config: ClientConfig): MQFaultStrategy | null {
  switch (version) {
    case '4.7.1':
      return new FaultStrategyOf471(process, config)
    case '4.8.0':
      return new FaultStrategyOf480(process, config)
    case '5.1.1':
      return new FaultStrategyOf511(process, config)
    case '5.3.2':
      return null
  }
}
