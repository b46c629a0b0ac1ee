'use client'

import { useEffect, useState, type ReactNode } from 'react'
import type { Cursor, RunModel } from '../../../engine/worker/protocol'
import { seconds } from '../../stepper/logic/format'
import { startWorker } from '../../stepper/logic/workerClient'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/cluster.module.css'
import { clusterAt } from '../logic/clusterAt'
import { ClusterDrawing } from './ClusterDrawing'
import { warpOf } from '../logic/warp'

interface Props {
  readonly scenario: string
  readonly seed?: number
  /** Stands here until the run is there, and stays when there can't be one. */
  readonly children?: ReactNode
}

/** A cluster that goes by itself, over and over: a whole run of the engine, made in this tab and then shown. */
export function LiveCluster({ scenario, seed = 1, children }: Props) {
  const run = useRun(scenario, seed)
  return run === null ? <>{children}</> : <Playing run={run} />
}

function useRun(scenario: string, seed: number): RunModel | null {
  const [run, setRun] = useState<RunModel | null>(null)
  useEffect(() => {
    const client = startWorker()
    const key = { scenario, seed, interventions: [], selector: null }
    client.ask({ type: 'open', key, anchors: [], isWhole: true }, 'run').then((reply) => {
      setRun(reply.run)
      client.close()
    }, () => undefined)
    return () => client.close()
  }, [scenario, seed])
  return run
}

function Playing({ run }: { readonly run: RunModel }) {
  const { cluster } = useTexts()
  const place = usePlace(run)
  return (
    <figure className={styles.live}>
      <ClusterDrawing nodes={run.nodes} view={clusterAt(run, place.event, place.time)} />
      <figcaption className={styles.caption}>
        <span>{cluster.live}</span>
        <span className={styles.liveClock}>{seconds(Math.round(place.time))} s</span>
      </figcaption>
    </figure>
  )
}

/** Who comes by wants to see messages, and not how everybody gets ready. */
function firstSend(run: RunModel): Cursor {
  return run.calls.find(({ label }) => label.startsWith('producer.send'))?.from ?? 0
}

/** In ms: between two states, for those who want no travel. */
const STILL_INTERVAL = 1500

/** Where the run is now. It stands still while the page can't be seen. */
function usePlace(run: RunModel): { readonly event: number; readonly time: number } {
  const [place, setPlace] = useState({ event: firstSend(run), time: 0 })
  useEffect(() => {
    const warp = warpOf(run, firstSend(run))
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    let shown = 0
    let before = performance.now()
    let frame = 0
    let sinceChange = STILL_INTERVAL
    const draw = (now: number): void => {
      // A page that was hidden for a minute goes on where it was.
      const passed = Math.min(100, now - before)
      before = now
      shown = (shown + passed) % warp.length
      sinceChange += passed
      if (!isStill || sinceChange >= STILL_INTERVAL) {
        setPlace(warp.at(shown))
        sinceChange = 0
      }
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [run])
  return place
}
