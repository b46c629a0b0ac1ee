import { useCallback, useEffect, useState } from 'react'
import { stepper, useStepper } from '../../stepper/views/store'
import { pathKey, questionsOf, type ContentsByPath, type OpenValues } from '../logic/openValues'

/** A reader that steps on is not waited for so long, in ms. */
const PATIENCE = 60

interface Found {
  readonly event: number
  readonly open: OpenValues | null
  readonly contents: ContentsByPath
  /** The reader has ended the search. */
  readonly isGivenUp: boolean
}

const NOTHING: Found = { event: -1, open: null, contents: new Map(), isGivenUp: false }

interface ContentsShown {
  readonly contents: ContentsByPath
  /** It is being found out. */
  readonly isOld: boolean
  readonly isGivenUp: boolean
  lookAgain(): void
}

/** What lies in the values that are open, at the moment that is shown. */
export function useContents(open: OpenValues): ContentsShown {
  const event = useStepper((state) => state.moment?.event ?? -1)
  const thread = useStepper((state) => state.moment?.thread ?? 0)
  const call = useStepper(({ moment }) => moment?.stack[moment.call]?.enterEvent ?? -1)
  const run = useStepper((state) => state.branch)
  const [found, setFound] = useState(NOTHING)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (open.size === 0 || event < 0 || call < 0) return
    let isWanted = true
    const ask = async (): Promise<void> => {
      const contents = await stepper.getState().inspect({ event, thread, call }, questionsOf(open))
      if (!isWanted || contents === 'outdated') return
      if (contents === 'given-up') return setFound({ ...NOTHING, event, open, isGivenUp: true })
      const known = contents.flatMap((each) => (each === null ? [] : [[pathKey(each.path), each] as const]))
      setFound({ event, open, contents: new Map(known), isGivenUp: false })
    }
    const failed = (error: unknown): void => void (isWanted && stepper.getState().fail(error))
    const timer = setTimeout(() => void ask().catch(failed), PATIENCE)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [event, thread, call, run, open, attempt])
  const isKnown = found.event === event && found.open === open
  const lookAgain = useCallback(() => {
    setFound(NOTHING)
    setAttempt((before) => before + 1)
  }, [])
  const isGivenUp = isKnown && found.isGivenUp
  return { contents: found.contents, isOld: open.size > 0 && !isKnown, isGivenUp, lookAgain }
}
