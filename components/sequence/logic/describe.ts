import type { Mark } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { StepperTexts as Texts } from '../../i18n/en/stepper'
import type { Column } from './fold'
import type { Row } from './layout'
import { tellingOf, toldOf } from './tellings'

/** What a row of the diagram shows, as a sentence. */
export function describeRow(row: Row, texts: Texts): string {
  return row.type === 'item' ? describeItem(row, texts) : describeMark(row.mark, texts)
}

function describeItem({ item, from, to, isLost }: Extract<Row, { type: 'item' }>, { events }: Texts): string {
  const values = { from: nameOf(from), to: nameOf(to), label: item.label, node: from.node, target: to.node }
  switch (item.kind) {
    case 'call':
      return fill(from === to ? events.callsItself : events.calls, values)
    case 'return':
      return fill(events.returns, values)
    case 'throw':
      return fill(events.throws, values)
    case 'frame':
      return fill(isLost ? events.frameLost : events.frame, values)
    case 'state':
      return fill(events.becomes, values)
  }
}

function nameOf({ kind, name, node }: Column): string {
  return kind === 'node' ? node : name
}

/** A mark as a sentence; also what the timeline says of it. */
export function describeMark(mark: Mark, texts: Texts): string {
  return tellingOf(mark).sentence(toldOf(mark, texts))
}

/** The short form that fits into the diagram. */
export function shortMark(mark: Mark, texts: Texts): string {
  return tellingOf(mark).short(toldOf(mark, texts))
}
