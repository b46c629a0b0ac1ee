import { expect, test } from 'vitest'
import { readLesson } from '../../../components/lesson/server/readLesson'
import { labelBox, labelWidth, type LabelBox } from '../../../components/sequence/logic/arrowPath'
import { shortMark } from '../../../components/sequence/logic/describe'
import { columnWidth, columnX, diagramWidth, layout, rowY, type DiagramLayout } from '../../../components/sequence/logic/layout'
import { initialFolds, NOTHING_FOLDED, type Folds } from '../../../components/stepper/logic/folds'
import { rangeOf } from '../../../components/stepper/logic/range'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { isTraced, lessons, runOf, sourceOf } from './support/lessonRuns'

/** How wide the picture is on the usual screen and on a phone, in px. */
const ROOMS = [533, 360]

/** All labels of arrows and signs. */
function boxesOf({ rows }: DiagramLayout, width: number): LabelBox[] {
  return rows.flatMap((row) => {
    if (row.type === 'item') return labelBox(row, width) ?? []
    const [x, y] = [columnX(row.column?.index ?? 0, width), rowY(row.top)]
    return { left: x - 8, right: x + 6 + labelWidth(shortMark(row.mark, stepperEn)), top: y - 9, bottom: y + 9 }
  })
}

/** Pairs that share some of the screen. Sorted by height, only neighbours can. */
function overlapping(boxes: readonly LabelBox[]): Array<readonly [LabelBox, LabelBox]> {
  const sorted = [...boxes].sort((one, other) => one.top - other.top)
  return sorted.flatMap((one, index) => {
    const found: Array<readonly [LabelBox, LabelBox]> = []
    for (const other of sorted.slice(index + 1)) {
      if (other.top >= one.bottom) break
      if (other.left < one.right && other.right > one.left) found.push([one, other])
    }
    return found
  })
}

test.runIf(isTraced).each(lessons)('in the diagrams of the lesson %s', async (name) => {
  const source = await sourceOf(name)
  const { steps } = readLesson(name, source, 'en')
  const run = await runOf(source.scenario, steps.map(({ anchor }) => anchor))
  for (const { id, anchor, spoken } of steps) {
    const cursor = run.anchors[anchor]!
    const range = rangeOf(run, cursor, 'call')
    const told = initialFolds(run.nodes, new Set(spoken))
    const drawn = layout(run, told, range)
    const rest = drawn.columns.filter(({ kind }) => kind === 'node')
    expect(new Set(rest.map(({ node }) => node)).size, 'each node has one line for all that the step does not speak of').toBe(rest.length)
    for (const { kind, name: line, node, members } of drawn.columns) {
      const isSpokenOf = spoken.includes(line)
      const unsaid = run.lifelines.filter((each) => each.node === node && !spoken.includes(each.className))
      const own = unsaid.map((each) => each.id)
      if (kind === 'object') expect(isSpokenOf || members.every((each) => own.includes(each)), `${id}: ${line}`).toBe(true)
      else expect(members.every((each) => own.includes(each)), `${id}: behind the line of ${node}`).toBe(true)
    }
    const all: readonly Folds[] = [told, NOTHING_FOLDED, { ...NOTHING_FOLDED, facade: true }]
    for (const folds of all) {
      const folded = layout(run, folds, range)
      for (const room of ROOMS) {
        const width = columnWidth(room, folded.columns.length)
        const boxes = boxesOf(folded, width)
        expect(overlapping(boxes), `${id}, ${folded.columns.length} lines`).toEqual([])
        // The names of the lines are above the first row, and nothing goes past the left edge.
        for (const { left, right, top } of boxes) {
          expect(top).toBeGreaterThanOrEqual(0)
          expect(left, `${id}: ${diagramWidth(folded.columns.length, width)} px wide`).toBeGreaterThanOrEqual(0)
          expect(right).toBeGreaterThan(left)
        }
      }
    }
  }
})

test.runIf(isTraced)('what a step speaks of is drawn, however short: a question to itself, a class of static methods', async () => {
  const source = await sourceOf('send-call')
  const { steps } = readLesson('send-call', source, 'en')
  const run = await runOf(source.scenario, steps.map(({ anchor }) => anchor))
  const callsAt = (id: string): string[] => {
    const { anchor, spoken } = steps.find((step) => step.id === id)!
    const { rows } = layout(run, initialFolds(run.nodes, new Set(spoken)), rangeOf(run, run.anchors[anchor]!, 'call'))
    const calls = rows.flatMap((row) => (row.type === 'item' && row.item.kind === 'call' ? [row] : []))
    return calls.map(({ from, to, item }) => `${from.name} → ${to.name}: ${item.label}`)
  }
  const asking = 'DefaultMQProducerImpl → DefaultMQProducerImpl: makeSureStateOK'
  expect(callsAt('state')).toContain(asking)
  expect(callsAt('facade')).not.toContain(asking)
  expect(callsAt('validate').filter((call) => call.endsWith('checkMessage')))
    .toEqual([expect.stringMatching(/ → Validators: checkMessage$/)])
})

test.runIf(isTraced)('what consumers live by is drawn between the application’s calls, and frames reach a name server’s server', async () => {
  const run = await runOf('consume', [])
  const classOf = (id: number): string => run.lifelines[id]!.className
  const calls = run.items.filter(({ kind }) => kind === 'call').map(({ to, label }) => `${classOf(to)}#${label}`)
  for (const call of [
    'DefaultMQPushConsumerImpl#pullMessage', 'ProcessQueue#putMessage', 'ConsumeMessageConcurrentlyService#submitConsumeRequest',
    'PullRequestHoldService#notifyMessageArriving', 'ConsumerOffsetManager#commitOffset', 'RemoteBrokerOffsetStore#persistAll',
  ]) expect(calls).toContain(call)
  const doors = run.lifelines.filter(({ node, className }) => node === 'namesrv' && className.startsWith('Netty'))
  expect(doors.map(({ className }) => className)).toEqual(['NettyRemotingServer'])
  const clients = run.lifelines.filter(({ className }) => className === 'DefaultMQPushConsumerImpl')
  expect(clients.map(({ node, isBehindFacade }) => `${node} ${isBehindFacade}`)).toEqual(['billing-1 true', 'billing-2 true'])
})
