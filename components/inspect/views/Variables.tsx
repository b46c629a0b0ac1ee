'use client'

import { createContext, useContext, useMemo, useState } from 'react'
import type { ValueTree, Variable } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { canBeOpened, pathKey, splitAtId, toggled, withMore, type ContentsByPath, type OpenValues } from '../logic/openValues'
import styles from '../styles/inspect.module.css'
import { useContents } from './useContents'

/** What all lines of the tree share. */
interface Tree {
  readonly open: OpenValues
  readonly contents: ContentsByPath
  /** The object whose appearances are marked, or null. */
  readonly followed: number | null
  setOpen(open: OpenValues): void
  follow(objectId: number | null): void
}

const TreeContext = createContext<Tree | null>(null)

/** The variables of the call that is shown: the innermost one, unless another has been chosen. */
export function Variables() {
  const { inspect } = useTexts()
  const variables = useStepper((state) => state.moment?.variables)
  const frame = useStepper(({ moment }) => moment?.stack[moment.call]?.enterEvent)
  return (
    <section className={styles.half} aria-label={inspect.variables}>
      <header className={styles.halfHead}>
        <h3 className={controls.heading}>{inspect.variables}</h3>
      </header>
      {variables !== undefined && variables.length === 0 && <p className={styles.empty}>{inspect.noVariables}</p>}
      {/* A new key for each call: what was opened in another one has nothing to do with it. */}
      <VariableTree key={frame} variables={variables ?? []} />
    </section>
  )
}

function VariableTree({ variables }: { readonly variables: readonly Variable[] }) {
  const [open, setOpen] = useState<OpenValues>(new Map())
  const [followed, follow] = useState<number | null>(null)
  const { contents, isOld } = useContents(open)
  const tree = useMemo(() => ({ open, contents, followed, setOpen, follow }), [open, contents, followed])
  return (
    <TreeContext value={tree}>
      <ul className={styles.tree} role="list" aria-busy={isOld}>
        {variables.map((each) => <ValueLine key={each.name} variable={each} path={[each.name]} />)}
      </ul>
    </TreeContext>
  )
}

function useTree(): Tree {
  const tree = useContext(TreeContext)
  if (tree === null) throw new Error('there is no VariableTree around this line')
  return tree
}

interface LineProps {
  readonly variable: Variable
  readonly path: readonly string[]
}

function ValueLine({ variable: { name, value, changed }, path }: LineProps) {
  const { inspect } = useTexts()
  const { open, setOpen } = useTree()
  const isOpen = open.has(pathKey(path))
  const preview = <Preview value={value} isChanged={changed} />
  if (value.type === 'row') {
    return <li className={styles.row}><span className={styles.valueName}>{name}</span><code>{value.preview}</code></li>
  }
  return (
    <li>
      <div className={styles.value}>
        {canBeOpened(value)
          ? (
            <button
              type="button" className={styles.valueName} aria-expanded={isOpen} title={fill(inspect.expand, { name })}
              onClick={() => setOpen(toggled(open, path))}
            >
              <span className={styles.twisty} aria-hidden="true">▸</span>
              {name}
            </button>
          )
          : <span className={styles.valueName}>{name}</span>}
        {preview}
      </div>
      {isOpen && <Inner value={value} path={path} />}
    </li>
  )
}

/** What lies in an open value: what is known of it anyway until the rest has been found. */
function Inner({ value, path }: { readonly value: ValueTree; readonly path: readonly string[] }) {
  const { inspect } = useTexts()
  const { open, contents, setOpen } = useTree()
  const found = contents.get(pathKey(path))
  const entries = found?.entries ?? (value.fields ?? []).map((field) => ({ ...field, changed: false }))
  const left = (found?.total ?? 0) - entries.length
  return (
    <ul className={styles.inner} role="list">
      {found === undefined && entries.length === 0 && <li className={styles.empty}>{inspect.looking}</li>}
      {entries.map((each) => <ValueLine key={each.name} variable={each} path={[...path, each.name]} />)}
      {found !== undefined && left > 0 && (
        <li>
          <button type="button" className={controls.plain} onClick={() => setOpen(withMore(open, path))}>
            {fill(inspect.more, { count: left })}
          </button>
        </li>
      )}
    </ul>
  )
}

/** One line of a value. The number of an object shows where else the same one is. */
function Preview({ value, isChanged }: { readonly value: ValueTree; readonly isChanged: boolean }) {
  const { inspect } = useTexts()
  const { followed, follow } = useTree()
  const [before, objectId, behind] = splitAtId(value)
  const isFollowed = objectId !== null && objectId === followed
  return (
    <span
      className={styles.preview} data-type={value.type} data-changed={isChanged || undefined}
      data-same={isFollowed || undefined}
    >
      <span className={styles.cut}>{before}</span>
      {objectId !== null && (
        <button
          type="button" className={styles.objectId} aria-pressed={isFollowed} title={fill(inspect.sameObject, { id: objectId })}
          onClick={() => follow(isFollowed ? null : objectId)}
        >
          #{objectId}
        </button>
      )}
      {behind !== '' && <span className={styles.rest}>{behind}</span>}
      {isChanged && <span className={controls.hiddenText}> ({inspect.changed})</span>}
    </span>
  )
}
