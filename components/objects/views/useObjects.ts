import { useMemo, useState } from 'react'
import type { ShownObject } from '../../../engine/worker/protocol'
import type { Looked } from '../../stepper/logic/StepperState'
import { stepper, useStepper } from '../../stepper/views/store'
import { useLook } from '../../stepper/views/useLook'
import { freshIn, type ObjectPicture } from '../logic/fresh'

interface Seen {
  readonly picture: ObjectPicture | null
  /** Keys of what was not in the picture before. */
  readonly fresh: ReadonlySet<string>
}

interface ObjectsShown extends Seen {
  /** Those of another moment are still there. */
  readonly isOld: boolean
  readonly isGivenUp: boolean
  lookAgain(): void
}

interface Question {
  readonly run: string
  readonly event: number
  readonly node: string
  readonly unfolded: readonly string[]
}

const NOTHING: Seen = { picture: null, fresh: new Set() }

/** The objects of a node at the moment that is shown. */
export function useObjects(node: string | null, unfolded: readonly string[]): ObjectsShown {
  const event = useStepper((state) => state.moment?.event ?? -1)
  const run = useStepper((state) => state.branch)
  const question = useMemo((): Question | null => {
    return event < 0 || run === null || node === null ? null : { run, event, node, unfolded }
  }, [run, event, node, unfolded])
  const { found, ...look } = useLook(question, ask)
  const [seen, setSeen] = useState<{ readonly of: typeof found } & Seen>({ of: null, ...NOTHING })
  if (seen.of !== found) setSeen({ of: found, ...seenAfter(seen, found) })
  return { picture: seen.picture, fresh: seen.fresh, ...look }
}

function ask({ event, node, unfolded }: Question): Promise<Looked<readonly ShownObject[]>> {
  return stepper.getState().objects(event, node, unfolded)
}

type Answer = { readonly question: Question; readonly answer: readonly ShownObject[] | null } | null

/** What is unfolded at the same moment makes nothing new. */
function seenAfter({ picture: before, fresh }: Seen, found: Answer): Seen {
  if (found === null || found.answer === null) return NOTHING
  const { question: { run, node, event }, answer: objects } = found
  const picture = { run, node, event, objects }
  const isSameMoment = before?.event === event && before.run === run && before.node === node
  return { picture, fresh: isSameMoment ? fresh : freshIn(picture, before) }
}
