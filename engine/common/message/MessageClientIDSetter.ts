import { assert } from '../../kernel/assert'
import { javaHashCode } from '../../kernel/java/javaHashCode'
import { currentTimeMillis, processStatic } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { hexOfBytes, hexOfInt, hexOfShort } from '../hex'
import { ipBytes } from './hostBytes'
import type { Message } from './Message'
import { MessageConst } from './MessageConst'

const DAY_MILLIS = 86_400_000
/** A clock that has gone back further than this is believed. */
const BACKWARD_TOLERANCE_MILLIS = 1_000_000

interface IdState {
  /** ip, pid and class loader, in hex: the same for every id of the process. */
  readonly prefix: string
  counter: number
  /** Ids count time from the start of the month on. */
  monthStart: number
  nextMonthStart: number
}

/**
 * Gives each message an id of its own before it is sent: ip, pid, class loader, time since the start of the month, counter.
 * The month is taken in UTC (the original takes local time, which a run must not depend on), and in place of the class
 * loader's hash stands the hash of the process's name.
 * Original: org.apache.rocketmq.common.message.MessageClientIDSetter.
 */
export const MessageClientIDSetter = {
  /** Original: MessageClientIDSetter#createUniqID */
  createUniqID(): string {
    const state = processStatic('MessageClientIDSetter', createState)
    const now = currentTimeMillis()
    if (now >= state.nextMonthStart) setMonth(state, now)
    const sinceMonthStart = toleratingStepsBack(now - state.monthStart)
    const count = state.counter
    state.counter = (state.counter + 1) & 0xffff
    return state.prefix + hexOfInt(sinceMonthStart) + hexOfShort(count)
  },

  /** A message that has an id keeps it: a message that is sent again is the same message. */
  setUniqID(message: Message): void {
    if (message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) !== null) return
    message.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, MessageClientIDSetter.createUniqID())
  },

  getUniqID(message: Message): string | null {
    return message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  },
} as const

function createState(): IdState {
  const { host, pid, name } = Thread.currentThread().process
  const ip = hexOfBytes(ipBytes(host))
  const prefix = ip + hexOfShort(pid) + hexOfInt(javaHashCode(name))
  assert(prefix.length === ip.length + 12, 'ids of a process have the same length', prefix)
  const state = { prefix, counter: 0, monthStart: 0, nextMonthStart: 0 }
  setMonth(state, currentTimeMillis())
  return state
}

/** Shortly before the month's start the clock was set back; ids stay at the start then. */
function toleratingStepsBack(millis: number): number {
  return millis < 0 && millis > -BACKWARD_TOLERANCE_MILLIS ? 0 : millis
}

function setMonth(state: IdState, now: number): void {
  const today = Math.floor(now / DAY_MILLIS)
  const { dayOfMonth, daysInMonth } = civilFromDays(today)
  state.monthStart = (today - dayOfMonth + 1) * DAY_MILLIS
  state.nextMonthStart = state.monthStart + daysInMonth * DAY_MILLIS
  assert(state.monthStart <= now && now < state.nextMonthStart, 'now lies in the month', now, state.monthStart)
}

/** Day of the month and the month's length, for a day counted from 1970-01-01 in the Gregorian calendar. */
function civilFromDays(days: number): { dayOfMonth: number; daysInMonth: number } {
  let year = 1970
  let left = days
  for (; left >= daysOfYear(year); year++) left -= daysOfYear(year)
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  let month = 0
  for (; left >= lengths[month]!; month++) left -= lengths[month]!
  return { dayOfMonth: left + 1, daysInMonth: lengths[month]! }
}

function daysOfYear(year: number): number {
  return isLeap(year) ? 366 : 365
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
