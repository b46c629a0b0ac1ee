import type { Cursor, Mark, RunModel } from '../../../engine/worker/protocol'

/** The topic in which messages lie until they are on the wheel. */
const TIMER_TOPIC = 'rmq_sys_wheel_timer'

/** How far a message is: in a slot, in one from which it goes around, off the wheel to be put onto it again, or done with. */
export type TimedState = 'waiting' | 'around' | 'between' | 'delivered' | 'recalled' | 'lost'

/** A message that was sent to be delivered later. Times in ms since 1970. */
export interface TimedMessage {
  readonly topic: string
  /** What it is called by: its keys, or its id. */
  readonly name: string
  readonly dueMillis: number
  readonly slotMillis: number
  readonly state: TimedState
  /** How often it has gone around. */
  readonly rolls: number
  /** A recall lies in the slot that it is meant for. */
  readonly isRecalled: boolean
  /** When it came off the wheel for good; null until then. */
  readonly endMillis: number | null
  /** The last thing that happened to it. */
  readonly event: Cursor
}

/** A record of the timer log that a slot leads to. */
export interface TimedRecord {
  readonly position: number
  readonly name: string
  readonly kind: 'waiting' | 'around' | 'recall'
  readonly event: Cursor
}

/** A slot in use: its chain, from the last record to the first. */
export interface UsedSlot {
  readonly slotMillis: number
  readonly chain: readonly TimedRecord[]
}

export interface WheelView {
  readonly node: string
  readonly isDown: boolean
  /** All slots before this time are done with, in ms since 1970; null until the hand has moved. */
  readonly handMillis: number | null
  readonly slots: readonly UsedSlot[]
  readonly messages: readonly TimedMessage[]
  /** Messages of the wheel's topic that have not been fetched. */
  readonly inTopic: number
}

/** The wheels right after an event, one for each broker that has one. */
export function wheelsAt(model: RunModel, event: Cursor): WheelView[] {
  const wheels = new Map<string, WheelFold>()
  for (const mark of model.marks) {
    if (mark.event > event) break
    const isOfWheel = String(mark.data['type']).startsWith('timer-') && mark.data['type'] !== 'timer-fired'
    const isForWheel = mark.data['type'] === 'log-append' && mark.data['topic'] === TIMER_TOPIC
    if (isOfWheel || isForWheel) {
      if (!wheels.has(mark.node)) wheels.set(mark.node, new WheelFold(mark.node))
    }
    wheels.get(mark.node)?.add(mark)
  }
  return [...wheels.values()].map((wheel) => wheel.view())
}

interface PlacedRecord extends TimedRecord {
  readonly slotMillis: number
  readonly physicalOffset: number
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] }

class WheelFold {
  private readonly node: string
  private readonly records: Map<number, PlacedRecord>
  private readonly messages: Map<string, Changeable<TimedMessage>>
  private readonly unfetched: Set<number>
  private handMillis: number | null
  private isDown: boolean

  constructor(node: string) {
    this.node = node
    this.records = new Map()
    this.messages = new Map()
    this.unfetched = new Set()
    this.handMillis = null
    this.isDown = false
  }

  add(mark: Mark): void {
    const { data } = mark
    switch (data['type']) {
      case 'log-append':
        if (data['topic'] === TIMER_TOPIC) this.unfetched.add(Number(data['physicalOffset']))
        return
      case 'timer-enqueued':
        return this.enqueued(mark)
      case 'timer-dequeued':
        return this.dequeued(mark)
      case 'timer-moved':
        return this.movedTo(Number(data['readMillis']))
      case 'timer-recovered':
        return this.recovered(Number(data['readMillis']), Number(data['logEnd']))
      case 'process-started':
        this.isDown = false
        return
      case 'process-exited':
      case 'process-killed':
      case 'power-cut':
        this.isDown = true
    }
  }

  private enqueued({ data, event }: Mark): void {
    const [position, physicalOffset] = [Number(data['position']), Number(data['physicalOffset'])]
    const slotMillis = Number(data['slotMillis'])
    this.unfetched.delete(physicalOffset)
    const key = keyOf(data)
    const known = this.messages.get(key)
    const around = data['isRolled'] === true ? 'around' : 'waiting'
    const kind = data['isDelete'] === true ? 'recall' : around
    const name = kind === 'recall' ? (known?.name ?? nameOf(data)) : nameOf(data)
    this.records.set(position, { position, name, kind, event, slotMillis, physicalOffset })
    if (kind === 'recall') {
      if (known !== undefined && !isOver(known)) Object.assign(known, { isRecalled: true, event })
      return
    }
    const message = known ?? this.newMessage(key, data, event)
    Object.assign(message, { slotMillis, state: kind, event })
  }

  private dequeued({ data, event }: Mark): void {
    const physicalOffset = Number(data['physicalOffset'])
    this.unfetched.delete(physicalOffset)
    for (const [position, record] of this.records) {
      if (record.physicalOffset === physicalOffset) this.records.delete(position)
    }
    const key = keyOf(data)
    const message = this.messages.get(key) ?? this.newMessage(key, data, event)
    message.event = event
    if (data['outcome'] === 'rolled') {
      message.rolls++
      message.state = 'between'
      return
    }
    message.state = data['outcome'] as TimedState
    message.endMillis = Number(data['atMillis'])
  }

  private movedTo(readMillis: number): void {
    this.handMillis = readMillis
    for (const [position, { slotMillis }] of this.records) if (slotMillis < readMillis) this.records.delete(position)
  }

  /** What was lost of the log is put onto the wheel again. */
  private recovered(readMillis: number, logEnd: number): void {
    for (const position of this.records.keys()) if (position >= logEnd) this.records.delete(position)
    this.movedTo(readMillis)
  }

  /** One that was never on the wheel, as it was due when its turn came, was due at that moment. */
  private newMessage(key: string, data: Mark['data'], event: Cursor): Changeable<TimedMessage> {
    const dueMillis = Number(data['dueMillis'] ?? data['atMillis'])
    const message: Changeable<TimedMessage> = {
      topic: String(data['topic']), name: nameOf(data), dueMillis, slotMillis: dueMillis, state: 'waiting', rolls: 0, isRecalled: false,
      endMillis: null, event,
    }
    this.messages.set(key, message)
    return message
  }

  view(): WheelView {
    const slots = new Map<number, PlacedRecord[]>()
    for (const record of [...this.records.values()].sort((one, other) => other.position - one.position)) {
      slots.set(record.slotMillis, [...(slots.get(record.slotMillis) ?? []), record])
    }
    const sorted = [...slots].sort(([one], [other]) => one - other)
    return {
      node: this.node,
      isDown: this.isDown,
      handMillis: this.handMillis,
      slots: sorted.map(([slotMillis, chain]) => ({ slotMillis, chain })),
      messages: [...this.messages.values()].map((message) => ({ ...message })),
      inTopic: this.unfetched.size,
    }
  }
}

function isOver({ state }: TimedMessage): boolean {
  return state === 'delivered' || state === 'recalled' || state === 'lost'
}

function keyOf(data: Mark['data']): string {
  return `${String(data['topic'])} ${String(data['uniqueKey'])}`
}

function nameOf(data: Mark['data']): string {
  return data['keys'] === '' ? String(data['uniqueKey']) : String(data['keys'])
}
