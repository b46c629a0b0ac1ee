'use client'

import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import type { Cursor, Role, RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { branchLabel } from '../../faults/logic/branchLabel'
import { announcedPlace } from '../../stepper/logic/announce'
import { duration, grouped, seconds } from '../../stepper/logic/format'
import type { EventRange } from '../../stepper/logic/range'
import { stepper, useStepper } from '../../stepper/views/store'
import { useRange } from '../../stepper/views/useRange'
import { useTexts } from '../../stepper/views/useTexts'
import { forksOf, type Fork } from '../logic/forks'
import { barsOf, barsWithin, LANES, signsOf, thinned } from '../logic/lanes'
import { laneHeight, laneY, paint, paletteOf, TOP } from '../logic/paint'
import { cursorX, eventAt, eventScale, gapsOf, pageOf, type EventScale } from '../logic/scale'
import styles from '../styles/timeline.module.css'

const GAP_LABEL = 64
/** Lanes at least this high have room for words, in px. */
const WORDY = 14

/** The run from left to right, to be dragged through. What is past is solid, what is to come is faint. */
export function Timeline() {
  const run = useStepper((state) => state.run)
  const range = useRange()
  const texts = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const scale = useMemo(() => eventScale(range, width), [range, width])
  return (
    <div className={styles.timeline}>
      <div className={styles.names} aria-hidden="true" style={{ paddingTop: TOP }}>
        {LANES.map((lane) => (
          <span key={lane} style={{ height: laneHeight(height) }}>{texts.timeline.lanes[lane]}</span>
        ))}
      </div>
      <div ref={box} className={styles.box}>
        {run !== null && width > 0 && <Track run={run} range={range} scale={scale} width={width} height={height} />}
      </div>
    </div>
  )
}

interface TrackProps {
  readonly run: RunModel
  readonly range: EventRange
  readonly scale: EventScale
  readonly width: number
  readonly height: number
}

function Track({ run, range, scale, width, height }: TrackProps) {
  const cursor = useStepper((state) => state.cursor)
  const x = cursorX(scale, cursor)
  const ahead = useRef<HTMLCanvasElement>(null)
  const past = useRef<HTMLCanvasElement>(null)
  usePainting([ahead, past], { run, scale, width, height })
  const hasWords = laneHeight(height) >= WORDY
  const gaps = useMemo(() => gapsOf(run, scale, GAP_LABEL), [run, scale])
  return (
    <>
      <canvas ref={ahead} className={styles.ahead} style={{ width, height }} aria-hidden="true" />
      <div className={styles.past} style={{ clipPath: `inset(0 calc(100% - ${x}px) 0 0)` }} aria-hidden="true">
        <canvas ref={past} style={{ width, height }} />
      </div>
      {hasWords && gaps.map(({ event, micros }) => (
        <span key={event} className={styles.gap} style={{ left: scale(event), top: laneY('timers', height) }} aria-hidden="true">
          {duration(micros)}
        </span>
      ))}
      <Handle run={run} range={range} scale={scale} x={x} />
      <Forks scale={scale} width={width} height={height} hasWords={hasWords} />
    </>
  )
}

/** Paints anew when the run, the range, the width or the colours have changed; never when only the cursor moves. */
function usePainting(
  canvases: ReadonlyArray<RefObject<HTMLCanvasElement | null>>, { run, scale, width, height }: Omit<TrackProps, 'range'>,
): void {
  const theme = useTheme()
  const signs = useMemo(() => signsOf(run), [run])
  const bars = useMemo(() => barsOf(run), [run])
  const [first, second] = canvases
  useEffect(() => {
    const roles = new Map(run.nodes.map(({ name, role }) => [name, role]))
    const shown = thinned(signs, scale, width)
    const [from = 0, to = 0] = scale.domain()
    const calls = barsWithin(bars, from, to)
    for (const { current: canvas } of [first!, second!]) {
      if (canvas === null) continue
      const palette = paletteOf(canvas)
      const roleOf = (node: string): Role | null => roles.get(node) ?? null
      paint(canvas, { scale, width, height, bars: calls, signs: shown, roleOf, palette })
    }
  }, [first, second, run, scale, width, height, signs, bars, theme])
}

/** Another number whenever the page's colours may have changed. */
function useTheme(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const changed = (): void => setChanges((count) => count + 1)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const attribute = new MutationObserver(changed)
    attribute.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    dark.addEventListener('change', changed)
    return () => {
      attribute.disconnect()
      dark.removeEventListener('change', changed)
    }
  }, [])
  return changes
}

/** How much room the style sheet gives it: on a small screen it is a strip. */
function useSize(box: RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (box.current === null) return
    const resized = new ResizeObserver(([entry]) => {
      setSize({ width: Math.floor(entry?.contentRect.width ?? 0), height: Math.floor(entry?.contentRect.height ?? 0) })
    })
    resized.observe(box.current)
    return () => resized.disconnect()
  }, [box])
  return size
}

/** The cursor, as a slider. The arrow keys step, here as everywhere. */
function Handle({ run, range, scale, x }: Omit<TrackProps, 'width' | 'height'> & { readonly x: number }) {
  const texts = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const moment = useStepper((state) => state.moment)
  const isBusy = useStepper((state) => state.busy)
  const left = useRef(0)
  const at = ({ clientX }: PointerEvent): Cursor => eventAt(scale, clientX - left.current, run.events)
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget: slider, pointerId } = event
    slider.setPointerCapture(pointerId)
    // Asked once: to ask where something is while all around it changes takes a layout of the page each time.
    left.current = slider.getBoundingClientRect().left
    void stepper.getState().seek(at(event))
  }
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) void stepper.getState().drag(at(event))
  }
  const page = (event: KeyboardEvent): void => {
    const direction = { PageUp: 1, PageDown: -1 }[event.key]
    if (direction === undefined) return
    event.preventDefault()
    void stepper.getState().seek(cursor + direction * pageOf(range))
  }
  const value = fill(texts.timeline.value, {
    event: grouped(cursor + 1),
    events: grouped(run.events),
    time: seconds(moment?.time ?? 0),
    place: announcedPlace(moment, texts),
  })
  return (
    <div
      className={styles.slider} role="slider" tabIndex={0} aria-label={texts.timeline.label} aria-valuemin={0}
      aria-valuemax={run.events - 1} aria-valuenow={cursor} aria-valuetext={value} data-moment={moment?.event}
      aria-busy={isBusy}
      onPointerDown={press} onPointerMove={drag} onKeyDown={page}
    >
      <div className={styles.cursor} style={{ transform: `translateX(${x}px)` }} />
    </div>
  )
}

interface ForksProps extends Pick<TrackProps, 'scale' | 'width' | 'height'> {
  readonly hasWords: boolean
}

/** Where runs part: a red line leaves the lane of faults, or is the run itself from there on. */
function Forks({ scale, width, height, hasWords }: ForksProps) {
  const branches = useStepper((state) => state.branches)
  const branch = useStepper((state) => state.branch)
  const forks = useMemo(() => forksOf(branches, branch), [branches, branch])
  const [from = 0, to = 0] = scale.domain()
  const shown = forks.filter(({ at }) => at >= from && at <= to)
  if (shown.length === 0) return null
  return (
    <div className={styles.forks}>
      <svg width={width} height={height} aria-hidden="true">
        {shown.map((fork) => (
          <ForkLine key={fork.branch.id} fork={fork} x={scale(fork.at)} width={width} height={height} />
        ))}
      </svg>
      {hasWords && shown.map((fork) => <ForkLabel key={fork.branch.id} fork={fork} x={scale(fork.at)} width={width} />)}
    </div>
  )
}

interface ForkLineProps {
  readonly fork: Fork
  readonly x: number
  readonly width: number
  readonly height: number
}

function ForkLine({ fork, x, width, height }: ForkLineProps) {
  const [top, bottom] = [laneY('frames', height), laneY('faults', height)]
  const end = fork.isTaken ? width : Math.min(width, x + 130)
  const curve = `M${x},${top}C${x + 14},${top} ${x + 4},${bottom} ${x + 22},${bottom}H${end}`
  return (
    <g data-taken={fork.isTaken} className={styles.fork}>
      <path d={curve} />
      <path d={`M${x - 5},${bottom - 5}l10,10m0,-10l-10,10`} />
    </g>
  )
}

function ForkLabel({ fork, x, width }: { readonly fork: Fork; readonly x: number; readonly width: number }) {
  const texts = useTexts()
  const label = fill(texts.timeline.branch, { n: fork.number, label: branchLabel(fork.branch, texts) })
  const left = Math.max(0, Math.min(x + 20, width - 190))
  return fork.isTaken
    ? <span className={styles.forkLabel} style={{ left }}>{label}</span>
    : (
      <button
        type="button" className={styles.forkLabel} style={{ left }}
        onClick={() => void stepper.getState().selectBranch(fork.branch.id)}
      >
        {label}
      </button>
    )
}
