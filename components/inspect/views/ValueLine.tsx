import { useId } from 'react'
import type { CallOutcome, ValueTree, Variable } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { useTexts } from '../../stepper/views/useTexts'
import { canBeOpened, entriesIn, pathKey, splitAtId, toggled, withMore } from '../logic/openValues'
import { canChange, ownerWithin, slotOf, type Owner } from '../logic/slots'
import { moreKey } from '../logic/treeLines'
import styles from '../styles/inspect.module.css'
import { useTree } from './tree'

interface LineProps {
  readonly variable: Variable
  readonly path: readonly string[]
  /** The nearest object with a number that the value is in. */
  readonly owner: Owner | null
  /** The line is what a call has given back. */
  readonly outcome?: CallOutcome | null
}

/** A line of the tree, and the lines within it. Of its buttons Tab reaches those of the line that has the focus. */
export function ValueLine({ variable: { name: ownName, value, changed }, path, owner, outcome = null }: LineProps) {
  const { inspect } = useTexts()
  const name = outcome === null ? ownName : fill(inspect.outcome[outcome.kind], { method: methodOf(outcome.symbol) })
  const id = useId()
  const { open, tabStop, said, setOpen } = useTree()
  const key = pathKey(path)
  const canOpen = canBeOpened(value)
  const isOpen = canOpen && open.has(key)
  const tabIndex = tabStop === key ? 0 : -1
  const line = { role: 'treeitem', 'data-key': key, tabIndex } as const
  if (value.type === 'row') {
    return (
      <li {...line} className={styles.row}>
        <span className={styles.valueName}>{name}</span> <code>{value.preview}</code>
      </li>
    )
  }
  return (
    <li {...line} aria-labelledby={id} aria-expanded={canOpen ? isOpen : undefined}>
      <div className={styles.value} data-outcome={outcome?.kind}>
        <span id={id} className={styles.named}>
          {canOpen
            ? (
              <button
                type="button" className={styles.valueName} title={fill(inspect.expand, { name })} tabIndex={-1}
                onClick={() => setOpen(toggled(open, path))}
              >
                <span className={styles.twisty} aria-hidden="true">▸</span>
                {name}
              </button>
            )
            : <span className={styles.valueName}>{name}</span>}
          {' '}
          <Preview value={value} isChanged={changed} tabIndex={tabIndex} />
        </span>
        {canChange(path, owner) && <WhenButtons name={name} path={path} owner={owner} tabIndex={tabIndex} />}
      </div>
      {said?.key === key && <p className={styles.said}>{said.text}</p>}
      {isOpen && <Inner value={value} path={path} owner={owner} />}
    </li>
  )
}

/** `client/producer/DefaultMQProducer#send` → `send` */
function methodOf(symbol: string): string {
  return symbol.slice(symbol.indexOf('#') + 1)
}

interface InnerProps {
  readonly value: ValueTree
  readonly path: readonly string[]
  readonly owner: Owner | null
}

/** What lies in an open value: what is known of it anyway until the rest has been found. */
function Inner({ value, path, owner }: InnerProps) {
  const { inspect } = useTexts()
  const { open, contents, isGivenUp, tabStop, setOpen, lookAgain } = useTree()
  const found = contents.get(pathKey(path))
  const entries = entriesIn(value, found)
  const left = (found?.total ?? 0) - entries.length
  const within = ownerWithin(value, path, owner)
  const isWaiting = found === undefined && !isGivenUp
  return (
    <ul className={styles.inner} role="group">
      {isWaiting && entries.length === 0 && <li role="none" className={styles.empty}>{inspect.looking}</li>}
      {isGivenUp && (
        <li role="none" className={styles.empty}>
          {inspect.givenUp} <button type="button" className={controls.plain} onClick={lookAgain}>{inspect.lookAgain}</button>
        </li>
      )}
      {entries.map((each) => <ValueLine key={each.name} variable={each} path={[...path, each.name]} owner={within} />)}
      {found !== undefined && left > 0 && (
        <li role="treeitem" data-key={moreKey(path)} tabIndex={tabStop === moreKey(path) ? 0 : -1}>
          <button type="button" className={controls.plain} tabIndex={-1} onClick={() => setOpen(withMore(open, path))}>
            {fill(inspect.more, { count: left })}
          </button>
        </li>
      )}
    </ul>
  )
}

interface WhenProps {
  readonly name: string
  readonly path: readonly string[]
  readonly owner: Owner | null
  readonly tabIndex: number
}

/** When did this change, and when will it? */
function WhenButtons({ name, path, owner, tabIndex }: WhenProps) {
  const { inspect } = useTexts()
  const { goToChange } = useTree()
  return (
    <span className={styles.when}>
      {([['before', inspect.changedBefore], ['next', inspect.changesNext]] as const).map(([when, text]) => (
        <button
          key={when} type="button" data-when={when} tabIndex={tabIndex} aria-label={fill(text, { name })} title={fill(text, { name })}
          onClick={() => goToChange(path, slotOf(path, owner), when === 'before')}
        >
          <Icon name={when === 'before' ? 'changedBefore' : 'changesNext'} size={14} />
        </button>
      ))}
    </span>
  )
}

interface PreviewProps {
  readonly value: ValueTree
  readonly isChanged: boolean
  readonly tabIndex: number
}

/** One line of a value. The number of an object shows where else the same one is. */
function Preview({ value, isChanged, tabIndex }: PreviewProps) {
  const { inspect } = useTexts()
  const { marked, mark } = useTree()
  const [before, objectId, behind] = splitAtId(value)
  const isMarked = objectId !== null && objectId === marked
  return (
    <span
      className={styles.preview} data-type={value.type} data-changed={isChanged || undefined}
      data-same={isMarked || undefined}
    >
      <span className={styles.cut}>{before}</span>
      {objectId !== null && (
        <button
          type="button" className={styles.objectId} aria-pressed={isMarked} title={fill(inspect.sameObject, { id: objectId })}
          tabIndex={tabIndex} onClick={() => mark(isMarked ? null : objectId)}
        >
          #{objectId}
        </button>
      )}
      {behind !== '' && <span className={styles.rest}>{behind}</span>}
      {isChanged && <span className={controls.hiddenText}> ({inspect.changed})</span>}
    </span>
  )
}
