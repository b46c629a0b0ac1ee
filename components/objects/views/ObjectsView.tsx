'use client'

import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { fill } from '../../i18n/fill'
import { useMarked } from '../../inspect/views/useMarked'
import controls from '../../stepper/styles/controls.module.css'
import roles from '../../stepper/styles/roles.module.css'
import { useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { useViewport } from '../../stepper/views/useViewport'
import styles from '../styles/objects.module.css'
import { badgesOf } from '../logic/badges'
import { layOutObjects, type ObjectLayout } from '../logic/layout'
import { neighbourOf } from '../logic/neighbour'
import { Edges } from './Edges'
import { ObjectBox } from './ObjectBox'
import { useObjects } from './useObjects'

interface Props {
  /** By class: the patterns that it is an example of. */
  readonly patterns: Readonly<Record<string, readonly string[]>>
}

/** What refers to what on a node: that of the thread that is shown, unless another one is chosen. */
export function ObjectsView({ patterns }: Props) {
  const { objects: texts, inspect } = useTexts()
  const run = useStepper((state) => state.run)
  const running = useStepper(({ run: of, moment }) => of?.threads.find(({ id }) => id === moment?.thread)?.node ?? null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [unfolded, setUnfolded] = useState<readonly string[]>([])
  const node = run?.nodes.some(({ name }) => name === chosen) === true ? chosen : running
  const { picture, fresh, isOld, isGivenUp, lookAgain } = useObjects(node, unfolded)
  const objects = picture?.objects ?? []
  return (
    <section className={styles.pane} aria-label={texts.label} aria-busy={isOld}>
      <header className={styles.head}>
        <select
          className={controls.select} aria-label={texts.node} value={chosen ?? ''}
          onChange={(event) => setChosen(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{fill(texts.running, { node: running ?? '' })}</option>
          {run?.nodes.map(({ name }) => <option key={name}>{name}</option>)}
        </select>
        <span className={styles.count}>
          {picture !== null && fill(texts.count, { n: objects.length })}
          {picture === null && !isGivenUp && texts.looking}
          {isGivenUp && (
            <>{inspect.givenUp} <button type="button" className={controls.plain} onClick={lookAgain}>{inspect.lookAgain}</button></>
          )}
          {fresh.size > 0 && <b className={styles.freshCount}>{fill(texts.freshCount, { n: fresh.size })}</b>}
        </span>
      </header>
      <Picture
        role={run?.nodes.find(({ name }) => name === picture?.node)?.role ?? ''} objects={objects} fresh={fresh} patterns={patterns}
        isNone={picture !== null && !isOld && objects.length === 0}
        onUnfold={(key) => setUnfolded([...unfolded, key])}
      />
    </section>
  )
}

interface PictureProps extends Props {
  readonly role: string
  readonly objects: NonNullable<ReturnType<typeof useObjects>['picture']>['objects']
  readonly fresh: ReadonlySet<string>
  readonly isNone: boolean
  onUnfold(key: string): void
}

function Picture({ role, objects, fresh, patterns, isNone, onUnfold }: PictureProps) {
  const { objects: texts } = useTexts()
  const scroller = useRef<HTMLDivElement>(null)
  const { width } = useViewport(scroller)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string | null>(null)
  const [pointed, setPointed] = useState<string | null>(null)
  const badges = useMemo(() => {
    return new Map(objects.map((each) => [each.key, badgesOf(each, patterns)]))
  }, [objects, patterns])
  const layout = useMemo((): ObjectLayout => {
    return layOutObjects(objects, { open, width, hasBadges: ({ key }) => badges.get(key)!.length > 0 })
  }, [objects, open, width, badges])
  const self = useStepper(({ moment }) => moment?.variables.find(({ name }) => name === 'this')?.value.objectId ?? 0)
  const mark = useMarked((state) => state.mark)
  useInView(scroller, objects.find(({ objectId }) => objectId > 0 && objectId === self)?.key ?? null)
  const reached = layout.boxes.some(({ object }) => object.key === focused) ? focused : layout.boxes[0]?.object.key
  const goTo = (key: string): void => scroller.current?.querySelector<HTMLElement>(`[data-object="${CSS.escape(key)}"]`)?.focus()
  const toggle = (key: string, objectId: number): void => {
    setOpen(open.has(key) ? new Set([...open].filter((each) => each !== key)) : new Set([...open, key]))
    if (objectId > 0) mark(open.has(key) ? null : objectId)
  }
  const move = (event: KeyboardEvent<HTMLElement>, key: string): void => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
    if (!isPlain || !/^(Arrow|Home$|End$)/.test(event.key)) return
    const next = neighbourOf(layout.boxes, key, event.key)
    event.preventDefault()
    event.stopPropagation()
    if (next !== null) goTo(next)
  }
  return (
    <div ref={scroller} className={styles.scroller}>
      {isNone && <p className={styles.none}>{texts.none}</p>}
      <div className={`${styles.plan} ${roles.role}`} data-role={role} style={{ width: layout.width, height: layout.height }}>
        <Edges layout={layout} at={pointed ?? focused} />
        <ul role="list" aria-label={texts.list} className={styles.boxes}>
          {layout.boxes.map((box) => (
            <ObjectBox
              key={box.object.key} box={box} badges={badges.get(box.object.key)!} isOpen={open.has(box.object.key)}
              isFresh={fresh.has(box.object.key)} isSelf={box.object.objectId > 0 && box.object.objectId === self}
              isReached={box.object.key === reached} onToggle={toggle} onUnfold={onUnfold} onGoTo={goTo}
              onKeyDown={move} onFocus={setFocused} onPoint={setPointed}
            />
          ))}
        </ul>
      </div>
    </div>
  )
}

/** When another object is at work, scrolls to it if it is in the picture. */
function useInView(scroller: RefObject<HTMLElement | null>, key: string | null): void {
  useEffect(() => {
    if (key === null) return
    const box = scroller.current?.querySelector(`[data-object="${CSS.escape(key)}"]`)?.closest('li')
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [scroller, key])
}
