import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import type { CallOutcome, ValueSlot, Variable } from '../../../engine/worker/protocol'
import controls from '../../stepper/styles/controls.module.css'
import { keepFocus } from '../../stepper/views/keepFocus'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { pathKey, toggled, withMore, type OpenValues } from '../logic/openValues'
import { findSlot, noChange, type FoundSlot } from '../logic/slots'
import { actionOf, treeLines } from '../logic/treeLines'
import styles from '../styles/inspect.module.css'
import { TreeContext, type Followed, type SaidAtLine } from './tree'
import { useContents } from './useContents'
import { useMarked } from './useMarked'
import { ValueLine } from './ValueLine'

/** Keys that belong to the tree, whether they lead anywhere in it or not. */
const OWN_KEYS = /^(Arrow(Up|Down|Left|Right)|Home|End)$/

interface Props {
  /** Stands before the variables. */
  readonly outcome: CallOutcome | null
  readonly variables: readonly Variable[]
  readonly followed: Followed | null
  follow(followed: Followed | null): void
}

/** The variables of a call as a tree, in which the arrow keys move. It begins with what shows the value that is followed. */
export function VariableTree({ outcome, variables, followed, follow }: Props) {
  const { inspect } = useTexts()
  const list = useRef<HTMLUListElement>(null)
  const [place] = useState(() => (followed === null ? null : findSlot(followed.slot, variables)))
  const [open, setOpen] = useState<OpenValues>(place?.open ?? new Map())
  const { objectId: marked, mark } = useMarked()
  const [active, setActive] = useState(place === null ? '' : pathKey(place.path))
  const { contents, isOld, isGivenUp, lookAgain } = useContents(open)
  const shown = useMemo(() => withOutcome(outcome, variables), [outcome, variables])
  const lines = useMemo(() => treeLines(shown, open, contents), [shown, open, contents])
  const tabStop = lines.some(({ key }) => key === active) ? active : (lines[0]?.key ?? '')
  const { said, goToChange } = useChanges(list, follow)
  const isLooking = useStepper((state) => state.lookups > 0)
  useFocusOn(list, followed, place, isOld)
  const tree = useMemo(
    () => ({ open, contents, isGivenUp, marked, tabStop, said, setOpen, mark, lookAgain, goToChange }),
    [open, contents, isGivenUp, marked, tabStop, said, mark, lookAgain, goToChange],
  )
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const at = lineOf(event.target)
    const isOnLine = event.target === lineElement(list.current, at)
    if (OWN_KEYS.test(event.key)) event.preventDefault()
    // On a button of the line, Enter presses the button.
    else if (event.key !== 'Enter' || !isOnLine) return
    const action = actionOf(event.key, lines, at)
    if (action === null) return
    event.preventDefault()
    if ('toggle' in action) setOpen(toggled(open, action.toggle.path))
    else if ('more' in action) setOpen(withMore(open, action.more.path))
    if (!isOnLine || 'focus' in action) lineElement(list.current, 'focus' in action ? action.focus : at)?.focus()
  }
  if (shown.length === 0) return null
  return (
    <TreeContext value={tree}>
      <ul
        ref={list} className={styles.tree} role="tree" aria-label={inspect.variables} aria-busy={isOld || isLooking} onKeyDown={press}
        onMouseDown={keepFocus} onFocus={(event: FocusEvent) => setActive(lineOf(event.target))}
      >
        {shown.map((each) => (
          <ValueLine
            key={each.name} variable={each} path={[each.name]} owner={null}
            outcome={each.name === outcome?.kind ? outcome : null}
          />
        ))}
      </ul>
      <p className={controls.hiddenText} role="status">{said?.text}</p>
    </TreeContext>
  )
}

/** What a call has given back is the first line; its name, `return` or `throw`, is none that a variable has. */
function withOutcome(outcome: CallOutcome | null, variables: readonly Variable[]): readonly Variable[] {
  return outcome === null ? variables : [{ name: outcome.kind, value: outcome.value, changed: false }, ...variables]
}

/** The key of the line that an element is in. */
function lineOf(target: EventTarget): string {
  return (target as Element).closest<HTMLElement>('[role="treeitem"]')?.dataset['key'] ?? ''
}

function lineElement(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null
}

type List = Readonly<React.RefObject<HTMLUListElement | null>>

/** Goes to changes of values. Where there is none, says so at the line until the cursor moves. */
function useChanges(list: List, follow: (followed: Followed | null) => void) {
  const { inspect } = useTexts()
  const event = useStepper((state) => state.moment?.event)
  const [said, setSaid] = useState<SaidAtLine & { readonly event: number } | null>(null)
  const goToChange = useMemo(() => {
    const go = async (path: readonly string[], slot: ValueSlot, back: boolean): Promise<void> => {
      const { moment, findChange, goTo } = stepper.getState()
      const call = moment?.stack[moment.call]?.enterEvent
      if (moment === null || call === undefined) return
      const hasFocus = list.current?.contains(document.activeElement) === true
      setSaid(null)
      const found = await findChange({ event: moment.event, thread: moment.thread, call }, slot, back)
      // A reader who has gone elsewhere meanwhile stays there.
      if (typeof found === 'string' || stepper.getState().moment?.event !== moment.event) return
      if (found.event === null) {
        setSaid({ key: pathKey(path), text: noChange(inspect, path.at(-1)!, slot, back, found), event: moment.event })
      } else {
        follow({ slot, back, hasFocus, at: found.event })
        await goTo(found.event)
      }
    }
    return (path: readonly string[], slot: ValueSlot, back: boolean) => {
      go(path, slot, back).catch((error: unknown) => stepper.getState().fail(error))
    }
  }, [inspect, list, follow])
  return { said: said?.event === event ? said : null, goToChange }
}

/**
 * The focus goes to the button of the value that is followed into another call, as soon as its line is there; to the line of what it
 * is in, if there is no such value before the change.
 */
function useFocusOn(list: List, followed: Followed | null, place: FoundSlot | null, isLooking: boolean): void {
  const [isDone, setDone] = useState(place === null)
  useEffect(() => {
    if (isDone || followed === null || place === null) return
    const { path } = place
    const own = lineElement(list.current, pathKey(path))
    if (own === null && isLooking) return
    const around = path.map((_, index) => lineElement(list.current, pathKey(path.slice(0, index + 1))))
    const line = own ?? around.findLast((each) => each !== null) ?? null
    const button = own?.querySelector<HTMLElement>(`[data-when="${followed.back ? 'before' : 'next'}"]`) ?? null
    setDone(true)
    line?.scrollIntoView({ block: 'nearest' })
    if (followed.hasFocus && document.activeElement === document.body) (button ?? line)?.focus()
  }, [isDone, followed, list, place, isLooking])
}
