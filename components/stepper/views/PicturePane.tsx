'use client'

import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { StackAndVariables } from '../../inspect/views/StackAndVariables'
import { SequenceDiagram } from '../../sequence/views/SequenceDiagram'
import { carryOut } from '../logic/commands'
import controls from '../styles/controls.module.css'
import { Icon } from './Icon'
import { keepFocus } from './keepFocus'
import { stepper, useStepper } from './store'
import type { PictureName } from '../logic/StepperState'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

// What is only seen after a click is only fetched then.
const WritePanel = lazy(() => import('../../strategy/views/panel/WritePanel').then((module) => ({ default: module.WritePanel })))
const ClusterMap = lazy(() => import('../../cluster/views/ClusterMap').then((module) => ({ default: module.ClusterMap })))
const StoreView = lazy(() => import('../../store/views/StoreView').then((module) => ({ default: module.StoreView })))
const StateMachines = lazy(() => import('../../inspect/views/StateMachines').then((module) => ({ default: module.StateMachines })))
const EventList = lazy(() => import('../../sequence/views/EventList').then((module) => ({ default: module.EventList })))
const Story = lazy(() => import('../../faults/views/Story').then((module) => ({ default: module.Story })))

const PICTURES: readonly PictureName[] = ['sequence', 'cluster', 'store', 'objects', 'states', 'events', 'story']

/** Below these there is also the call stack, if there is room. */
const WITH_STACK: readonly PictureName[] = ['sequence', 'cluster', 'story']

/** The pictures of the run, one at a time. */
export function PicturePane() {
  const isWriting = useStepper((state) => state.isWriting)
  const [hasWritten, setHasWritten] = useState(false)
  useEffect(() => {
    if (isWriting) setHasWritten(true)
  }, [isWriting])
  if (isWriting) return <Suspense fallback={null}><WritePanel /></Suspense>
  return <Pictures isBack={hasWritten} />
}

/** `isBack`: the focus comes back from where strategies are written. */
function Pictures({ isBack }: { readonly isBack: boolean }) {
  const chooseQueue = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isBack) chooseQueue.current?.focus()
  }, [isBack])
  const { pictures, faults, choose } = useTexts()
  const picture = useStepper((state) => state.picture)
  const run = useStepper((state) => state.run)
  const open = (command: 'breakIt' | 'chooseQueue'): void => carryOut(command, stepper.getState())
  return (
    <section className={styles.picture} aria-label={pictures.label}>
      <div className={styles.tabs} onMouseDown={keepFocus}>
        <div role="tablist" aria-label={pictures.label} style={{ display: 'flex' }} onKeyDown={moveAmongTabs}>
          {PICTURES.map((name) => (
            <button
              key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={name === picture} className={styles.tab}
              aria-controls="picture" tabIndex={name === picture ? 0 : -1} onClick={() => stepper.getState().setPicture(name)}
            >
              {pictures[name]}
            </button>
          ))}
        </div>
        <div className={styles.tabTools}>
          <button
            type="button" className={controls.plain} disabled={run === null} title={`${faults.title} (b)`} onClick={() => open('breakIt')}
          >
            <Icon name="bolt" size={15} />{faults.title}
          </button>
          <button
            ref={chooseQueue} type="button" className={controls.plain} disabled={run === null} aria-label={choose.title} title={`${choose.title} (q)`}
            onClick={() => open('chooseQueue')}
          >
            <Icon name="queue" size={15} />
          </button>
        </div>
      </div>
      <div id="picture" role="tabpanel" aria-labelledby={`tab-${picture}`} className={styles.panel}>
        <Suspense fallback={null}><Picture name={picture} /></Suspense>
      </div>
      {WITH_STACK.includes(picture) && <div className={styles.lower}><StackAndVariables /></div>}
    </section>
  )
}

function Picture({ name }: { readonly name: PictureName }) {
  switch (name) {
    case 'sequence':
      return <SequenceDiagram />
    case 'cluster':
      return <ClusterMap />
    case 'store':
      return <StoreView />
    case 'objects':
      return <StackAndVariables />
    case 'states':
      return <StateMachines />
    case 'events':
      return <EventList />
    case 'story':
      return <Story />
  }
}

function moveAmongTabs(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const { picture, setPicture } = stepper.getState()
  const next = PICTURES[(PICTURES.indexOf(picture) + by + PICTURES.length) % PICTURES.length]!
  setPicture(next)
  document.getElementById(`tab-${next}`)?.focus()
}
