import { useEffect, useState } from 'react'
import { stepper, useStepper } from '../../stepper/views/store'
import { pathKey, questionsOf, type ContentsByPath, type OpenValues } from '../logic/openValues'

/** A reader that steps on is not waited for so long, in ms. */
const PATIENCE = 60

interface Found {
  readonly event: number
  readonly contents: ContentsByPath
}

const NOTHING: Found = { event: -1, contents: new Map() }

/** What lies in the values that are open, at the moment that is shown; `isOld` while that is being found out. */
export function useContents(open: OpenValues): { readonly contents: ContentsByPath; readonly isOld: boolean } {
  const event = useStepper((state) => state.moment?.event ?? -1)
  const thread = useStepper((state) => state.moment?.thread ?? 0)
  const call = useStepper(({ moment }) => moment?.stack[moment.call]?.enterEvent ?? -1)
  const run = useStepper((state) => state.branch)
  const [found, setFound] = useState(NOTHING)
  useEffect(() => {
    if (open.size === 0 || event < 0 || call < 0) return
    let isWanted = true
    const ask = async (): Promise<void> => {
      const contents = await stepper.getState().inspect({ event, thread, call }, questionsOf(open))
      if (!isWanted || contents === null) return
      const known = contents.flatMap((each) => (each === null ? [] : [[pathKey(each.path), each] as const]))
      setFound({ event, contents: new Map(known) })
    }
    const failed = (error: unknown): void => void (isWanted && stepper.getState().fail(error))
    const timer = setTimeout(() => void ask().catch(failed), PATIENCE)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [event, thread, call, run, open])
  const isOld = open.size > 0 && (found.event !== event || [...open.keys()].some((key) => !found.contents.has(key)))
  return { contents: found.contents, isOld }
}
