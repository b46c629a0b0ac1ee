import type { Mark, NodeInfo, Role } from '../../../engine/worker/protocol'
import { LEGAL_TRANSITIONS } from '../../../engine/worker/protocol'

/** The states that something can have, and which may follow which. */
export interface StateMachine {
  readonly states: readonly string[]
  readonly transitions: ReadonlyArray<readonly [from: string, to: string]>
}

/** ServiceState in the order in which a life goes through it; the transitions are those that the engine asserts. */
export const SERVICE_STATE: StateMachine = {
  states: ['CREATE_JUST', 'START_FAILED', 'RUNNING', 'SHUTDOWN_ALREADY'],
  transitions: LEGAL_TRANSITIONS,
}

/** The classes of the original that have a ServiceState and no other. */
const WITH_SERVICE_STATE = new Set(['DefaultMQProducerImpl', 'MQClientInstance'])

/** ServiceState for those who have it; else what was seen in this run, in the order in which it was seen. */
export function machineOf(className: string, state: string, changes: readonly Mark[]): StateMachine {
  const seen = changes.map(({ data }) => [String(data['from']), String(data['to'])] as const)
  if (WITH_SERVICE_STATE.has(className)) return SERVICE_STATE
  const states = [...new Set([...seen.flat(), state])]
  const transitions = seen.filter(([from, to], index) => (
    seen.findIndex(([otherFrom, otherTo]) => otherFrom === from && otherTo === to) === index
  ))
  return { states, transitions }
}

/** Those who ask first: they are what the lessons are about. */
const ORDER: readonly Role[] = ['producer', 'consumer', 'namesrv', 'broker']

/** The objects with a state in the order in which they are shown. */
export function inOrder<T extends { readonly node: string }>(states: readonly T[], nodes: readonly NodeInfo[]): T[] {
  const place = ({ node }: T): number => ORDER.indexOf(nodes.find(({ name }) => name === node)?.role ?? 'broker')
  return [...states].sort((one, other) => place(one) - place(other))
}

/** The changes of one object's state, in order. */
export function changesOf(marks: readonly Mark[], node: string, className: string, name: string): Mark[] {
  return marks.filter(({ node: where, data }) => (
    data['type'] === 'state-changed' && where === node && data['className'] === className && data['name'] === name
  ))
}

/** A state's box, in px. */
export interface StateBox {
  readonly state: string
  readonly x: number
  readonly y: number
}

export const BOX = { width: 124, height: 26, gap: 34 }

export interface MachineLayout {
  readonly boxes: readonly StateBox[]
  readonly arrows: ReadonlyArray<{ readonly from: string; readonly to: string; readonly path: string }>
  readonly width: number
  readonly height: number
}

/** The states from top to bottom; what leads down goes straight, what leads back or further goes around on the right. */
export function layOutMachine({ states, transitions }: StateMachine): MachineLayout {
  const boxes = states.map((state, index) => ({ state, x: 8, y: 6 + index * (BOX.height + BOX.gap) }))
  const arrows = transitions.flatMap(([from, to]) => {
    const [source, target] = [boxes.find(({ state }) => state === from), boxes.find(({ state }) => state === to)]
    return source === undefined || target === undefined ? [] : [{ from, to, path: pathBetween(source, target) }]
  })
  return { boxes, arrows, width: BOX.width + 64, height: 12 + states.length * (BOX.height + BOX.gap) - BOX.gap }
}

function pathBetween(source: StateBox, target: StateBox): string {
  const isNext = target.y - source.y === BOX.height + BOX.gap
  const right = source.x + BOX.width
  if (isNext) return `M${source.x + 44},${source.y + BOX.height}V${target.y - 3}`
  const [y1, y2] = [source.y + BOX.height / 2, target.y + BOX.height / 2]
  const out = right + 16 + Math.abs(y2 - y1) / 8
  return `M${right},${y1}C${out + 12},${y1} ${out + 12},${y2} ${right + 3},${y2}`
}
