'use client'

import { lazy, Suspense, useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { recall, remember } from '../../site/logic/choice'
import { withinShare, readShare, type Share } from '../../ui/logic/rememberedShare'
import { Separator } from '../../ui/views/Separator'
import { useHasBeenShown } from '../../ui/views/useHasBeenShown'
import type { RunModel } from '../../../engine/worker/protocol'
import { hasPending } from '../../pending/logic/hasPending'
import { hasConsumers } from '../../queues/logic/hasConsumers'
import { hasTables } from '../../tables/logic/hasTables'
import { hasWheel } from '../../timer/logic/hasWheel'
import { keepFocus } from './keepFocus'
import { stepper, useStepper } from './store'
import type { PictureName } from '../logic/StepperState'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

// These are seen at once, but there is nothing in them before there is a run: they are fetched while it is made.
const diagram = import('../../sequence/views/SequenceDiagram')
const stack = import('../../inspect/views/StackAndVariables')
const SequenceDiagram = lazy(() => diagram.then((module) => ({ default: module.SequenceDiagram })))
const StackAndVariables = lazy(() => stack.then((module) => ({ default: module.StackAndVariables })))

// What is only seen after a click is only fetched then.
const WritePanel = lazy(() => import('../../strategy/views/panel/WritePanel').then((module) => ({ default: module.WritePanel })))
const ClusterMap = lazy(() => import('../../cluster/views/ClusterMap').then((module) => ({ default: module.ClusterMap })))
const StoreView = lazy(() => import('../../store/views/StoreView').then((module) => ({ default: module.StoreView })))
const TablesView = lazy(() => import('../../tables/views/TablesView').then((module) => ({ default: module.TablesView })))
const QueuesView = lazy(() => import('../../queues/views/QueuesView').then((module) => ({ default: module.QueuesView })))
const PendingView = lazy(() => import('../../pending/views/PendingView').then((module) => ({ default: module.PendingView })))
const TimerView = lazy(() => import('../../timer/views/TimerView').then((module) => ({ default: module.TimerView })))
const StateMachines = lazy(() => import('../../inspect/views/StateMachines').then((module) => ({ default: module.StateMachines })))
const ObjectsView = lazy(() => import('../../objects/views/ObjectsView').then((module) => ({ default: module.ObjectsView })))
const EventList = lazy(() => import('../../sequence/views/EventList').then((module) => ({ default: module.EventList })))
const Story = lazy(() => import('../../faults/views/Story').then((module) => ({ default: module.Story })))

const PICTURES: readonly PictureName[] = [
  'sequence', 'cluster', 'tables', 'queues', 'pending', 'timer', 'store', 'objects', 'states', 'events', 'story', 'stack',
]

/** Pictures of what not every run has. */
const SHOWN_IF: Readonly<Partial<Record<PictureName, (run: RunModel) => boolean>>> = {
  tables: hasTables, queues: hasConsumers, pending: hasPending, timer: hasWheel,
}

/** Below these there is also the call stack, if there is room; if there is none, it has a tab of its own. */
const WITH_STACK: readonly PictureName[] = ['sequence', 'cluster', 'tables', 'queues', 'pending', 'timer', 'objects', 'story']

interface Props {
  /** By class, such as `client/producer/DefaultMQProducer`: the patterns that it is an example of. */
  readonly patterns?: Readonly<Record<string, readonly string[]>>
}

const NONE: Required<Props>['patterns'] = {}

/** The pictures of the run, one at a time. */
export function PicturePane({ patterns = NONE }: Props) {
  const isWriting = useStepper((state) => state.isWriting)
  if (isWriting) return <Suspense fallback={null}><WritePanel /></Suspense>
  return <Pictures patterns={patterns} />
}

function Pictures({ patterns }: Required<Props>) {
  const { pictures } = useTexts()
  const chosen = useStepper((state) => state.picture)
  const run = useStepper((state) => state.run)
  const names = useMemo(() => (run === null ? PICTURES.filter((name) => !(name in SHOWN_IF)) : picturesOf(run)), [run])
  const picture = names.includes(chosen) ? chosen : 'sequence'
  const frame = useRef<HTMLElement>(null)
  const [height, setHeight] = useStackHeight()
  const style = { '--stack': `${height}%` } as CSSProperties
  const hasStack = WITH_STACK.includes(picture)
  const hasBeenShown = useHasBeenShown(frame)
  return (
    <section ref={frame} className={styles.picture} style={style} aria-label={pictures.label}>
      <div className={styles.tabs} onMouseDown={keepFocus}>
        <div role="tablist" aria-label={pictures.label} style={{ display: 'flex' }} onKeyDown={(event) => moveAmongTabs(event, names)}>
          {names.map((name) => (
            <button
              key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={name === picture} className={styles.tab}
              data-name={name} aria-controls="picture" tabIndex={name === picture ? 0 : -1}
              onClick={() => stepper.getState().setPicture(name)}
            >
              {pictures[name]}
            </button>
          ))}
        </div>
      </div>
      <div id="picture" role="tabpanel" aria-labelledby={`tab-${picture}`} className={styles.panel}>
        {hasBeenShown && <Suspense fallback={null}><Picture name={picture} patterns={patterns} /></Suspense>}
      </div>
      {hasStack && (
        <>
          <div className={styles.above}>
            <Separator
              frame={frame} side="bottom" value={height} min={STACK.min} max={STACK.max} label={pictures.stackHeight} onChange={setHeight}
            />
          </div>
          <div className={styles.lower}>
            {hasBeenShown && <Suspense fallback={null}><StackAndVariables /></Suspense>}
          </div>
        </>
      )}
    </section>
  )
}

const STACK: Share = { start: 27, min: 12, max: 70 }
const STACK_KEY = 'stack-height'

/** In percent of the pane; remembered from visit to visit. */
function useStackHeight(): readonly [number, (to: number) => void] {
  const [height, setHeight] = useState(STACK.start)
  useEffect(() => setHeight(readShare(Number(recall(STACK_KEY) ?? STACK.start), STACK)), [])
  const change = (to: number): void => {
    const after = withinShare(to, STACK)
    setHeight(after)
    remember(STACK_KEY, String(after))
  }
  return [height, change]
}

function Picture({ name, patterns }: Required<Props> & { readonly name: PictureName }) {
  switch (name) {
    case 'sequence':
      return <SequenceDiagram />
    case 'cluster':
      return <ClusterMap />
    case 'tables':
      return <TablesView />
    case 'queues':
      return <QueuesView />
    case 'pending':
      return <PendingView />
    case 'timer':
      return <TimerView />
    case 'store':
      return <StoreView />
    case 'objects':
      return <ObjectsView patterns={patterns} />
    case 'stack':
      return <StackAndVariables />
    case 'states':
      return <StateMachines />
    case 'events':
      return <EventList />
    case 'story':
      return <Story />
  }
}

function picturesOf(run: RunModel): readonly PictureName[] {
  return PICTURES.filter((name) => SHOWN_IF[name]?.(run) ?? true)
}

function moveAmongTabs(event: KeyboardEvent<HTMLElement>, names: readonly PictureName[]): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const { picture, setPicture } = stepper.getState()
  const next = names[(names.indexOf(picture) + by + names.length) % names.length]!
  setPicture(next)
  document.getElementById(`tab-${next}`)?.focus()
}
