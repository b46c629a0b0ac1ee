import type { SelectorName } from '../../../engine/worker/protocol'
import { fileOfSymbol, readEngineFile } from '../../source/server/engineFiles'
import { highlightLines } from '../../source/server/highlight'
import type { BuiltIn } from '../logic/BuiltIn'
import { readersModule } from './readersModule'

const SELECTORS = 'client/producer/selector/'

/** The class behind each name, in the order in which the page offers them. */
const CLASSES: Readonly<Record<SelectorName, string>> = {
  'round-robin': `${SELECTORS}SelectMessageQueueByRoundRobin`,
  hash: `${SELECTORS}SelectMessageQueueByHash`,
  random: `${SELECTORS}SelectMessageQueueByRandom`,
  'machine-room': `${SELECTORS}SelectMessageQueueByMachineRoom`,
  'consistent-hash': `${SELECTORS}SelectMessageQueueByConsistentHash`,
  'least-loaded': `${SELECTORS}SelectMessageQueueByLeastLoaded`,
  sticky: `${SELECTORS}SelectMessageQueueSticky`,
  'avoid-slow': `${SELECTORS}SelectMessageQueueAvoidSlow`,
}

/** The strategies that the engine has. */
export async function readBuiltIns(): Promise<BuiltIn[]> {
  const all = Object.entries(CLASSES) as Array<[SelectorName, string]>
  const found = await Promise.all(all.map(async ([name, symbol]): Promise<BuiltIn | null> => {
    const file = fileOfSymbol(symbol)
    const source = readEngineFile(file)
    if (source === null) return null
    return { name, file, lines: await highlightLines(source), code: readersModule(source) }
  }))
  return found.filter((each) => each !== null)
}
