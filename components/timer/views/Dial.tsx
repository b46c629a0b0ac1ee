import type { UsedSlot, WheelView } from '../logic/wheelAt'
import { clockTime } from '../logic/clockTime'
import styles from '../styles/timer.module.css'

/** Slots that are drawn: a minute from the hand on. The wheel has many more. */
export const DIAL_SECONDS = 60
const SIZE = 240
const MIDDLE = SIZE / 2
const OUTER = 104
const INNER = 78
const TURN = (2 * Math.PI) / DIAL_SECONDS
/** The part of a slot's angle that stays free. */
const GAP = 0.12
const NUMBER = 114

interface Props {
  readonly wheel: WheelView
  readonly chosen: number | null
}

/** A minute of the wheel as a dial: the hand is at the top, and what is due next comes clockwise. The lists beside it say the same. */
export function Dial({ wheel, chosen }: Props) {
  const { slots, handMillis } = wheel
  const from = handMillis ?? slots[0]?.slotMillis ?? 0
  const bySecond = new Map(slots.map((slot) => [Math.round((slot.slotMillis - from) / 1000), slot]))
  return (
    <svg className={styles.dial} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {Array.from({ length: DIAL_SECONDS }, (_, second) => {
        const slot = bySecond.get(second)
        return (
          <path
            key={second} d={sector(second)} className={styles.sector} data-kind={slot === undefined ? 'blank' : kindOf(slot)}
            data-chosen={(slot !== undefined && slot.slotMillis === chosen) || undefined}
          />
        )
      })}
      {[...bySecond].filter(([second]) => second >= 0 && second < DIAL_SECONDS).map(([second, { chain }]) => {
        const [x, y] = at((second + 0.5) * TURN, NUMBER)
        return <text key={second} x={x} y={y} className={styles.count}>{chain.length}</text>
      })}
      <path d={`M ${MIDDLE} ${MIDDLE - 44} L ${MIDDLE} ${MIDDLE - OUTER - 10}`} className={styles.hand} />
      <text x={MIDDLE} y={MIDDLE - 8} className={styles.now}>{handMillis === null ? '–' : clockTime(handMillis)}</text>
      <text x={MIDDLE} y={MIDDLE + 12} className={styles.unit}>+{DIAL_SECONDS} s ↻</text>
    </svg>
  )
}

/** What most matters of a slot. */
function kindOf({ chain }: UsedSlot): string {
  if (chain.some(({ kind }) => kind === 'waiting')) return 'waiting'
  return chain.some(({ kind }) => kind === 'around') ? 'around' : 'recall'
}

function at(angle: number, radius: number): [x: number, y: number] {
  return [round(MIDDLE + radius * Math.sin(angle)), round(MIDDLE - radius * Math.cos(angle))]
}

function sector(second: number): string {
  const [from, to] = [(second + GAP / 2) * TURN, (second + 1 - GAP / 2) * TURN]
  const [a, b, c, d] = [at(from, INNER), at(from, OUTER), at(to, OUTER), at(to, INNER)]
  return `M ${a.join(' ')} L ${b.join(' ')} A ${OUTER} ${OUTER} 0 0 1 ${c.join(' ')} L ${d.join(' ')} A ${INNER} ${INNER} 0 0 0 ${a.join(' ')} Z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
