import { MICROS_PER_MILLI } from '../../kernel/Blocking'
import type { Operation, PlannedMessage } from './DrillPlan'

/** `put(Orders/1, 700 B, key-3)`: an operation as a call, for lists and diagrams. */
export function operationLabel(operation: Operation): string {
  return `${operation.do}(${argumentsOf(operation).join(', ')})`
}

function argumentsOf(operation: Operation): string[] {
  switch (operation.do) {
    case 'put':
      return messageArguments(operation.message, 1)
    case 'batch':
      return messageArguments({ ...operation.message, key: '' }, operation.count)
    case 'advance':
      return [`${operation.millis} ms`]
    case 'disk-full':
    case 'disk-fails':
    case 'short-reads':
      return [`${operation.microsLater} µs later`, `for ${operation.micros / MICROS_PER_MILLI} ms`]
    case 'kill':
    case 'power-cut':
      return [`${operation.microsLater} µs later`]
    case 'flip-bit':
      return [`bit ${operation.bit}`]
    case 'flip-derived-bit':
      return [operation.file, `bit ${operation.bit}`]
    case 'check':
    case 'clean':
    case 'shut-down':
      return []
  }
}

function messageArguments({ topic, queueId, size, key, waits }: PlannedMessage, count: number): string[] {
  const sizes = count === 1 ? `${size} B` : `${count} × ${size} B`
  return [`${topic}/${queueId}`, sizes, ...(key === '' ? [] : [key]), ...(waits ? [] : ['WAIT=false'])]
}
