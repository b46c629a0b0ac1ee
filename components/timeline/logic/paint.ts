import type { Role } from '../../../engine/worker/protocol'
import { LANES, type CallBar, type Lane, type Sign } from './lanes'
import type { EventScale } from './scale'

/** Room above the first lane, in px: the cursor's head. */
export const TOP = 8

/** In px, in a picture of this height. */
export function laneHeight(height: number): number {
  return Math.max(0, height - TOP) / LANES.length
}

/** The middle of a lane. */
export function laneY(lane: Lane, height: number): number {
  return TOP + (LANES.indexOf(lane) + 0.5) * laneHeight(height)
}

/** How much smaller signs are where the lanes are narrow; 1 where they have their full height of 20 px. */
function signScale(height: number): number {
  return Math.min(1, Math.max(0.5, laneHeight(height) / 14))
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
  readonly height: number
  readonly bars: readonly CallBar[]
  readonly signs: readonly Sign[]
  readonly roleOf: (node: string) => Role | null
  readonly palette: Palette
}

/** Draws the lanes. What is past and what is to come look the same here; the page shows them with other strength. */
export function paint(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, height, scale, palette } = picture
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  context.clearRect(0, 0, width, height)
  context.strokeStyle = palette.line
  for (const lane of LANES) stroke(context, [[0, laneY(lane, height)], [width, laneY(lane, height)]])
  for (const bar of picture.bars) paintBar(context, bar, picture)
  for (const sign of picture.signs) paintSign(context, sign, scale(sign.event), picture)
}

function paintBar(context: CanvasRenderingContext2D, bar: CallBar, { scale, palette, height: full }: Picture): void {
  const x = scale(bar.from)
  const width = Math.max(2, scale(bar.to) - x)
  const y = laneY('calls', full)
  context.fillStyle = bar.depth > 0 ? palette.panel : bar.outcome === 'threw' ? palette.fault : palette.call
  const height = (bar.depth > 0 ? 3 : 9) * signScale(full)
  context.beginPath()
  context.roundRect(x, y - height / 2, width, height, Math.min(2, width / 2))
  context.fill()
}

/** Each lane has its shape: bars, circles, diamonds, crosses. */
function paintSign(context: CanvasRenderingContext2D, sign: Sign, x: number, picture: Picture): void {
  const { roleOf, palette, height } = picture
  const y = laneY(sign.lane, height)
  const size = signScale(height)
  const role = roleOf(sign.node)
  const colour = role === null ? palette.soft : palette.roles[role]
  context.lineWidth = 1.4
  switch (sign.lane) {
    case 'frames':
      context.fillStyle = colour
      context.fillRect(x - 1.25, y - 5.5 * size, 2.5, 11 * size)
      break
    case 'timers':
      context.strokeStyle = palette.soft
      context.fillStyle = palette.panel
      context.beginPath()
      context.arc(x, y, 3.2 * size, 0, 2 * Math.PI)
      context.fill()
      context.stroke()
      break
    case 'faults':
      context.strokeStyle = palette.fault
      context.lineWidth = 2
      stroke(context, [[x - 4 * size, y - 4 * size], [x + 4 * size, y + 4 * size]])
      stroke(context, [[x + 4 * size, y - 4 * size], [x - 4 * size, y + 4 * size]])
      break
    default:
      context.strokeStyle = colour
      stroke(context, [[x, y - 4 * size], [x + 4 * size, y], [x, y + 4 * size], [x - 4 * size, y], [x, y - 4 * size]])
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
