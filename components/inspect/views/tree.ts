import { createContext, useContext } from 'react'
import type { ValueSlot } from '../../../engine/worker/protocol'
import type { ContentsByPath, OpenValues } from '../logic/openValues'

/** A value that the reader follows through its changes, from call to call. */
export interface Followed {
  readonly slot: ValueSlot
  readonly back: boolean
  /** The event to which that has led. */
  readonly at: number
  /** The focus goes with it: it was on the button. */
  readonly hasFocus: boolean
}

/** SaidAtLine at a line: there is no change to go to. */
export interface SaidAtLine {
  readonly key: string
  readonly text: string
}

/** What all lines of the tree share. */
interface Tree {
  readonly open: OpenValues
  readonly contents: ContentsByPath
  /** The reader has ended the search for contents. */
  readonly isGivenUp: boolean
  /** The object whose appearances are marked, or null. */
  readonly marked: number | null
  /** The line that Tab leads to. */
  readonly tabStop: string
  readonly said: SaidAtLine | null
  setOpen(open: OpenValues): void
  mark(objectId: number | null): void
  lookAgain(): void
  /** Goes to where the value of a line changed before, or changes next; or says that there is no such place. */
  goToChange(path: readonly string[], slot: ValueSlot, back: boolean): void
}

export const TreeContext = createContext<Tree | null>(null)

export function useTree(): Tree {
  const tree = useContext(TreeContext)
  if (tree === null) throw new Error('there is no VariableTree around this line')
  return tree
}
