'use client'

import { useState } from 'react'
import type { HouseMap, MapArrow, MapRoom } from '../logic/houseMap'
import styles from '../styles/SourceHomePage.module.css'

interface Props {
  readonly map: HouseMap
  /** By room: its name and how many files it has, in words. */
  readonly labels: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, string>>
}

/** In rem. */
const ROW = 5
const BOX = 2.75

/** The rooms of the engine, each above what it imports. A room that is pointed at, or has the focus, lights its arrows. */
export function HouseMapView({ map: { rooms, arrows, rows }, labels, counts }: Props) {
  const [lit, setLit] = useState<string | null>(null)
  const places = new Map(rooms.map((room) => [room.name, room]))
  const state = ({ from, to }: MapArrow): 'lit' | 'dim' | undefined => {
    return lit === null ? undefined : from === lit || to === lit ? 'lit' : 'dim'
  }
  return (
    <div className={styles.map} style={{ height: `${rows * ROW}rem` }}>
      <svg aria-hidden="true" focusable="false" viewBox={`0 0 100 ${rows * ROW}`} preserveAspectRatio="none">
        {arrows.map((arrow) => (
          <path
            key={`${arrow.from} ${arrow.to}`} data-state={state(arrow)}
            d={pathOf(places.get(arrow.from)!, places.get(arrow.to)!)}
          />
        ))}
      </svg>
      {arrows.map((arrow) => {
        const { x, row } = places.get(arrow.to)!
        return (
          <i
            key={`${arrow.from} ${arrow.to}`} aria-hidden="true" className={styles.tip} data-state={state(arrow)}
            style={{ left: `${x}%`, top: `${topOf(row)}rem` }}
          />
        )
      })}
      <ul role="list">
        {rooms.map(({ name, row, x }) => (
          <li key={name} style={{ left: `${x}%`, top: `${topOf(row)}rem` }}>
            <a
              href={`#${name}`} className={styles.room} data-room={name} aria-label={labels[name]}
              onPointerEnter={() => setLit(name)} onPointerLeave={() => setLit(null)}
              onFocus={() => setLit(name)} onBlur={() => setLit(null)}
            >
              <b>{name}</b><span>{counts[name]}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function topOf(row: number): number {
  return row * ROW + (ROW - BOX) / 2
}

function pathOf(from: MapRoom, to: MapRoom): string {
  const [start, end] = [topOf(from.row) + BOX, topOf(to.row)]
  const middle = (start + end) / 2
  return `M ${from.x} ${start} C ${from.x} ${middle}, ${to.x} ${middle}, ${to.x} ${end}`
}
