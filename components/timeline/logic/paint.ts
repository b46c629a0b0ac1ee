import type { Role } from '../../../engine/worker/protocol'
import { LANES, type CallBar, type Lane, type Sign } from './lanes'
import type { EventScale } from './scale'

/** Height of a lane and of the whole picture in px. */
export const LANE_HEIGHT = 20
export const TOP = 8
export const HEIGHT = TOP + LANES.length * LANE_HEIGHT

export function laneY(lane: Lane): number {
  return TOP + (LANES.indexOf(lane) + 0.5) * LANE_HEIGHT
}

/** Colours as the page has them just now. */
export interface Palette {
  readonly line: string
  readonly soft: string
  readonly fault: string
  readonly call: string
  readonly panel: string
  readonly roles: Readonly<Record<Role, string>>
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    line: read('--line'),
    soft: read('--soft'),
    fault: read('--fault'),
    call: read('--producer'),
    panel: read('--panel'),
    roles: { namesrv: read('--namesrv'), producer: read('--producer'), broker: read('--broker'), consumer: read('--consumer') },
  }
}

interface Picture {
  readonly scale: EventScale
  readonly width: number
  readonly bars: readonly CallBar[]
  readonly signs: readonly Sign[]
  readonly roleOf: (node: string) => Role | null
  readonly palette: Palette
}

/** Draws the lanes. What is past and what is to come look the same here; the page shows them with other strength. */
export function paint(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, scale, palette } = picture
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(HEIGHT * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  context.clearRect(0, 0, width, HEIGHT)
  context.strokeStyle = palette.line
  for (const lane of LANES) stroke(context, [[0, laneY(lane)], [width, laneY(lane)]])
  for (const bar of picture.bars) paintBar(context, bar, scale, palette)
  for (const sign of picture.signs) paintSign(context, sign, scale(sign.event), picture)
}

function paintBar(context: CanvasRenderingContext2D, bar: CallBar, scale: EventScale, palette: Palette): void {
  const x = scale(bar.from)
  const width = Math.max(2, scale(bar.to) - x)
  const y = laneY('calls')
  context.fillStyle = bar.depth > 0 ? palette.panel : bar.outcome === 'threw' ? palette.fault : palette.call
  const height = bar.depth > 0 ? 3 : 9
  context.beginPath()
  context.roundRect(x, y - height / 2, width, height, Math.min(2, width / 2))
  context.fill()
}

/** Each lane has its shape: bars, circles, diamonds, crosses. */
function paintSign(context: CanvasRenderingContext2D, sign: Sign, x: number, { roleOf, palette }: Picture): void {
  const y = laneY(sign.lane)
  const role = roleOf(sign.node)
  const colour = role === null ? palette.soft : palette.roles[role]
  context.lineWidth = 1.4
  switch (sign.lane) {
    case 'frames':
      context.fillStyle = colour
      context.fillRect(x - 1.25, y - 5.5, 2.5, 11)
      break
    case 'timers':
      context.strokeStyle = palette.soft
      context.fillStyle = palette.panel
      context.beginPath()
      context.arc(x, y, 3.2, 0, 2 * Math.PI)
      context.fill()
      context.stroke()
      break
    case 'faults':
      context.strokeStyle = palette.fault
      context.lineWidth = 2
      stroke(context, [[x - 4, y - 4], [x + 4, y + 4]])
      stroke(context, [[x + 4, y - 4], [x - 4, y + 4]])
      break
    default:
      context.strokeStyle = colour
      stroke(context, [[x, y - 4], [x + 4, y], [x, y + 4], [x - 4, y], [x, y - 4]])
  }
}

function stroke(context: CanvasRenderingContext2D, points: ReadonlyArray<readonly [number, number]>): void {
  context.beginPath()
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.stroke()
}
