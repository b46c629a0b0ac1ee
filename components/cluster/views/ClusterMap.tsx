'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { prefersStillness } from '../../stepper/views/useViewport'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/cluster.module.css'
import { arrivedBetween, clusterAt, type ClusterView, type Flight } from '../logic/clusterAt'
import { hasConsumers } from '../../queues/logic/hasConsumers'
import { consumersAt } from '../../queues/logic/queuesAt'
import { notesOf } from '../logic/notesOf'
import { ClusterDrawing } from './ClusterDrawing'
import { pointOn, type MapPoint } from '../logic/placement'

/** Several brokers stand one above the other, and have room for this many lines each. */
const MOST_LINES = 3

/** The number of frames that are shown on the rest of their way at once. */
const MOST_ARRIVALS = 6
const TRAVEL_MILLIS = 240

/** The cluster at the cursor. A click on a node offers to break it. */
export function ClusterMap() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <MapOf run={run} />
}

function MapOf({ run }: { readonly run: RunModel }) {
  const texts = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const moment = useStepper((state) => state.moment)
  const view = useMemo((): ClusterView => {
    const time = moment?.event === cursor ? moment.time : Infinity
    const drawn = clusterAt(run, cursor, time)
    const statuses = moment === null ? drawn.statuses : new Map(moment.nodes.map(({ name, status }) => [name, status]))
    return { ...drawn, statuses }
  }, [run, cursor, moment])
  const arrivals = useArrivals(run, cursor)
  const notes = useMemo(() => {
    if (!hasConsumers(run)) return undefined
    const known = moment?.event === cursor ? moment.time : run.marks.findLast(({ event }) => event <= cursor)?.time ?? 0
    const brokers = run.nodes.filter(({ role }) => role === 'broker').length
    return notesOf(consumersAt(run, cursor, known), texts, brokers > 1 ? MOST_LINES : Infinity)
  }, [run, cursor, moment, texts])
  const breakNode = (node: string): void => stepper.getState().setOverlay({ type: 'break', node })
  return (
    <div className={styles.pane}>
      <ClusterDrawing
        nodes={run.nodes} view={view} glides onNode={breakNode} {...(notes === undefined ? {} : { notes })}
      >
        {(placeOf) => arrivals.map((flight) => (
          <Arrival key={`${flight.item} ${cursor}`} flight={flight} run={run} placeOf={placeOf} />
        ))}
      </ClusterDrawing>
      <p className={controls.hiddenText} role="status">
        {fill(texts.cluster.inFlight, { n: view.flights.length })}
        {', '}
        {fill(texts.cluster.connections, { n: view.links.length })}
      </p>
    </div>
  )
}

/** The frames that have arrived with the last step. */
function useArrivals(run: RunModel, cursor: number): readonly Flight[] {
  const before = useRef({ run, cursor })
  const [arrivals, setArrivals] = useState<readonly Flight[]>([])
  useEffect(() => {
    const { run: oldRun, cursor: old } = before.current
    before.current = { run, cursor }
    if (oldRun !== run || old === cursor || prefersStillness()) return
    setArrivals(arrivedBetween(run, old, cursor, MOST_ARRIVALS))
  }, [run, cursor])
  return arrivals
}

interface ArrivalProps {
  readonly flight: Flight
  readonly run: RunModel
  readonly placeOf: (node: string) => MapPoint | undefined
}

/** Goes the rest of its way and is gone. */
function Arrival({ flight, run, placeOf }: ArrivalProps) {
  const sign = useRef<HTMLSpanElement>(null)
  const [from, to] = [placeOf(flight.from), placeOf(flight.to)]
  const role = run.nodes.find(({ name }) => name === flight.from)?.role
  useEffect(() => {
    if (sign.current === null || from === undefined || to === undefined) return
    const steps = [flight.fraction, 1].map((fraction) => pointOn(from, to, fraction))
    const travel = sign.current.animate(
      steps.map(({ x, y }, index) => ({ left: `${x}%`, top: `${y}%`, opacity: 1 - index })),
      { duration: TRAVEL_MILLIS, easing: 'ease-out', fill: 'forwards' },
    )
    return () => travel.cancel()
  }, [flight, from, to])
  if (from === undefined || to === undefined) return null
  return (
    <span ref={sign} className={`${styles.flight} ${roles.role}`} data-role={role} aria-hidden="true">{flight.label}</span>
  )
}
