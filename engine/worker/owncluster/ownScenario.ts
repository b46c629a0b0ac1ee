import type { Scenario } from '../../cluster/Scenario'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { OwnSettings } from './ownProtocol'

/** The name of the broker, and of the directory of its disk. */
export const OWN_BROKER = 'broker-a'

/** How large the files of a store are: what a store can't be opened without. By MessageStoreConfig's names, in bytes. */
export interface StoreSizes {
  readonly mappedFileSizeCommitLog: number
  readonly mappedFileSizeConsumeQueue: number
  readonly maxHashSlotNum: number
  readonly maxIndexNum: number
  readonly timerWheelSlots: number
  readonly mappedFileSizeTimerLog: number
}

/** Large enough for ten thousand messages in a few files (opening one takes the browser a while), small enough to roll over. */
export const OWN_SIZES: StoreSizes = {
  mappedFileSizeCommitLog: 1_048_576,
  mappedFileSizeConsumeQueue: 30_000,
  maxHashSlotNum: 1000,
  maxIndexNum: 4000,
  timerWheelSlots: 7 * 24 * 3600,
  mappedFileSizeTimerLog: 1_048_576,
}

/** As long as anybody has the page open, in ms. */
const FOR_EVER = 1e12

/** One name server, one broker, one producer that waits for orders, on a fast network. */
export function ownScenario(settings: OwnSettings, sizes: StoreSizes, epochMillis: number): Scenario {
  return {
    version: 1,
    name: 'own',
    seed: 0,
    durationMillis: FOR_EVER,
    epochMillis,
    network: { latencyMicros: 50, bytesPerMicro: 125 },
    nameServers: [{ name: 'namesrv', host: '10.0.0.11', port: 9876, startAtMillis: 0, lookupMicros: 0, config: {} }],
    brokers: [{
      name: OWN_BROKER,
      host: '10.0.0.21',
      port: 10_911,
      startAtMillis: 1,
      brokerName: OWN_BROKER,
      role: BrokerRole.ASYNC_MASTER,
      brokerId: 0,
      cluster: 'DefaultCluster',
      // Readers may subscribe by SQL92.
      config: { enablePropertyFilter: true },
      store: { ...sizes, flushDiskType: settings.flushDiskType },
      diskFlushMicros: 200,
    }],
    topics: [],
    consumers: [],
    producers: [{
      name: 'producer',
      host: '10.0.0.31',
      startAtMillis: 2,
      producerGroup: 'own',
      config: {},
      transactions: null,
      program: [{ do: 'start' }],
    }],
    drills: [],
    clusterDrill: null,
    faults: [],
  }
}
