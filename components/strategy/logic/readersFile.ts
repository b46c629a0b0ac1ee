import type { RunKey } from '../../../engine/worker/protocol'
import { provideFragment } from '../../source/logic/fragmentCache'
import { READERS_FILE } from '../../stepper/logic/Branching'
import { highlightCode } from './highlightCode'

/** The reader's code stands in the source pane like a file of the engine. */
export function provideReadersFile({ code }: RunKey): void {
  if (typeof code === 'string') provideFragment(READERS_FILE, highlightCode(code))
}
