import { useEffect, useState } from 'react'
import { stepper, useStepper } from '../../stepper/views/store'
import { freshIn, type ObjectPicture } from '../logic/fresh'

/** A reader that steps on is not waited for so long, in ms. */
const PATIENCE = 60

interface Seen {
  readonly picture: ObjectPicture | null
  /** Keys of what was not in the picture before. */
  readonly fresh: ReadonlySet<string>
}

const NOTHING: Seen = { picture: null, fresh: new Set() }

/** The objects of a node at the moment that is shown; `isOld` while those of another moment are still there. */
export function useObjects(node: string | null, unfolded: readonly string[]): Seen & { readonly isOld: boolean } {
  const event = useStepper((state) => state.moment?.event ?? -1)
  const run = useStepper((state) => state.branch)
  const [seen, setSeen] = useState(NOTHING)
  useEffect(() => {
    if (event < 0 || run === null || node === null) return
    let isWanted = true
    const ask = async (): Promise<void> => {
      const objects = await stepper.getState().objects(event, node, unfolded)
      if (isWanted && objects !== null) setSeen((before) => seenAfter(before, { run, node, event, objects }))
    }
    const failed = (error: unknown): void => void (isWanted && stepper.getState().fail(error))
    const timer = setTimeout(() => void ask().catch(failed), PATIENCE)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [event, run, node, unfolded])
  const { picture } = seen
  return { ...seen, isOld: picture?.event !== event || picture.run !== run || picture.node !== node }
}

/** What is unfolded at the same moment makes nothing new. */
function seenAfter({ picture: before, fresh }: Seen, picture: ObjectPicture): Seen {
  const isSameMoment = before?.event === picture.event && before.run === picture.run && before.node === picture.node
  return { picture, fresh: isSameMoment ? fresh : freshIn(picture, before) }
}
