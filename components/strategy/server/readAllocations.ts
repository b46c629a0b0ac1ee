import type { AllocationName } from '../../../engine/cluster/allocations'
import { fileOfSymbol, readEngineFile } from '../../source/server/engineFiles'
import { highlightLines } from '../../source/server/highlight'
import type { BuiltIn } from '../logic/BuiltIn'
import { readersModules } from './readersModule'

const REBALANCE = 'client/consumer/rebalance/'
const BASE = `${REBALANCE}AbstractAllocateMessageQueueStrategy`

/** The class behind each name, the others that it needs, and what the reader's copy has to be told that the engine's gets from outside. */
interface Source {
  readonly symbol: string
  readonly needs: readonly string[]
  readonly settings: string
}

const SOURCES: Readonly<Record<AllocationName, Source>> = {
  averagely: { symbol: `${REBALANCE}AllocateMessageQueueAveragely`, needs: [BASE], settings: '' },
  circle: { symbol: `${REBALANCE}AllocateMessageQueueAveragelyByCircle`, needs: [BASE], settings: '' },
  'consistent-hash': { symbol: `${REBALANCE}AllocateMessageQueueConsistentHash`, needs: [BASE], settings: '' },
  'machine-room': {
    symbol: `${REBALANCE}AllocateMessageQueueByMachineRoom`,
    needs: [BASE],
    settings: `/** As an application sets it up: only the queues of room1 are shared. */
export default class InRoom1 extends AllocateMessageQueueByMachineRoom {
  constructor() {
    super()
    this.setConsumeridcs(['room1'])
  }
}
`,
  },
  'machine-room-nearby': {
    symbol: `${REBALANCE}AllocateMachineRoomNearby`,
    needs: [BASE, `${REBALANCE}AllocateMessageQueueAveragely`],
    settings: `/** As an application sets it up: the names of brokers and members tell their rooms. */
export default class Nearby extends AllocateMachineRoomNearby {
  constructor() {
    super(new AllocateMessageQueueAveragely(), {
      brokerDeployIn: ({ brokerName }) => brokerName.split('@')[0] ?? '',
      consumerDeployIn: (clientID) => clientID.split('@')[1] ?? '',
    })
  }
}
`,
  },
}

/** The ways to share queues that the engine has. */
export async function readAllocations(): Promise<BuiltIn[]> {
  const all = Object.entries(SOURCES) as Array<[AllocationName, Source]>
  return Promise.all(all.map(async ([name, { symbol, needs, settings }]): Promise<BuiltIn> => {
    const [source, ...others] = [symbol, ...needs].map(read)
    return {
      name,
      file: fileOfSymbol(symbol),
      lines: await highlightLines(source!),
      code: readersModules([...others, source!], settings),
    }
  }))
}

function read(symbol: string): string {
  const source = readEngineFile(fileOfSymbol(symbol))
  if (source === null) throw new Error(`there is no ${symbol}`)
  return source
}
