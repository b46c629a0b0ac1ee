import { describe, expect, it } from 'vitest'
import { describeRow } from '../../../components/sequence/logic/describe'
import { filterRows } from '../../../components/sequence/logic/filter'
import { fold, frameBytes } from '../../../components/sequence/logic/fold'
import {
  arrowEnds, columnWidth, diagramWidth, inView, layout, nowY, ROW, rowAt, scrollTarget, tenseOf, visibleRows,
} from '../../../components/sequence/logic/layout'
import { initialFolds, NOTHING_FOLDED, toggleFacade, toggleNode } from '../../../components/stepper/logic/folds'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { stepperZh } from '../../../components/i18n/zh/stepper'
import { LIFELINES, modelOf, NODES } from '../support/modelOf'

const model = modelOf(4)
const all = { from: 0, to: model.events }

describe('folding', () => {
  it('shows one line for each object that takes part, those who ask on the left', () => {
    const { columns, groups } = fold(LIFELINES, model.items, NODES, NOTHING_FOLDED)
    // Neither the name server nor MQClientInstance has an arrow in this run.
    expect(columns.map(({ name }) => name)).toEqual([
      'ClientProgram', 'DefaultMQProducer', 'DefaultMQProducerImpl', 'MQClientAPIImpl', 'NettyRemotingClient',
      'NettyRemotingServer', 'SendMessageProcessor', 'CommitLog', 'NettyRemotingServer', 'SendMessageProcessor', 'CommitLog',
    ])
    expect(groups.map(({ node, first, last }) => [node, first, last])).toEqual([
      ['order-service', 0, 4], ['broker-a', 5, 7], ['broker-b', 8, 10],
    ])
  })

  it('puts what the facade hides behind the facade, and says how much that is', () => {
    const { columns, items, columnOf } = fold(LIFELINES, model.items, NODES, toggleFacade(NOTHING_FOLDED))
    const facade = columns[1]!
    expect(facade).toMatchObject({ kind: 'facade', name: 'DefaultMQProducer' })
    expect(facade.hidden).toEqual({ classes: 3, calls: 4 * 4, bytes: 4 * (287 + 161) })
    expect(columns.filter(({ node }) => node === 'order-service').map(({ name }) => name)).toEqual([
      'ClientProgram', 'DefaultMQProducer',
    ])
    const inside = items.filter(({ kind, from, to }) => kind === 'call' && columnOf.get(from) === 1 && columnOf.get(to) === 1)
    expect(inside).toEqual([])
  })

  it('keeps every frame between nodes, however much is folded', () => {
    const folds = toggleFacade(initialFolds(NODES))
    const { items, columns } = fold(LIFELINES, model.items, NODES, folds)
    expect(columns.map(({ name }) => name)).toEqual(['ClientProgram', 'DefaultMQProducer', 'broker-a', 'broker-b'])
    const frames = (list: typeof model.items): number[] => list.filter(({ kind }) => kind === 'frame').map(({ id }) => id)
    expect(frames(items)).toEqual(frames(model.items))
  })

  it('comes back as it was when it is undone', () => {
    const once = fold(LIFELINES, model.items, NODES, toggleNode(NOTHING_FOLDED, 'broker-a'))
    const twice = fold(LIFELINES, model.items, NODES, toggleNode(toggleNode(NOTHING_FOLDED, 'broker-a'), 'broker-a'))
    expect(once.columns).toHaveLength(9)
    expect(twice).toEqual(fold(LIFELINES, model.items, NODES, NOTHING_FOLDED))
  })

  it('draws what the step speaks of, and one line for all else of each node', () => {
    const spoken = new Set(['DefaultMQProducerImpl', 'CommitLog'])
    const { columns, groups, items } = fold(LIFELINES, model.items, NODES, initialFolds(NODES, spoken))
    expect(columns.map(({ kind, name }) => (kind === 'node' ? `(${name})` : name))).toEqual([
      '(order-service)', 'DefaultMQProducerImpl', '(broker-a)', 'CommitLog', '(broker-b)', 'CommitLog',
    ])
    expect(groups.every(({ isFolded }) => isFolded)).toBe(true)
    expect(items.filter(({ kind }) => kind === 'frame')).toEqual(model.items.filter(({ kind }) => kind === 'frame'))
  })

  it('draws an aside where the step speaks of its method, and nowhere else', () => {
    const aside = { ...model.items[0]!, id: model.items.length, from: 2, to: 2, label: 'makeSureStateOK', endEvent: 101 }
    const drawn = (spoken: string[] | null): string[] => {
      const folds = spoken === null ? NOTHING_FOLDED : initialFolds(NODES, new Set(spoken))
      return layout({ ...model, asides: [aside] }, folds, all).rows.flatMap((row) => (row.type === 'item' ? row.item.label : []))
    }
    expect(drawn(['DefaultMQProducerImpl', 'DefaultMQProducerImpl#makeSureStateOK'])).toContain('makeSureStateOK')
    expect(drawn(['DefaultMQProducerImpl'])).not.toContain('makeSureStateOK')
    expect(drawn(null)).not.toContain('makeSureStateOK')
  })

  it('leaves a node as the reader has chosen, whatever the next step speaks of', () => {
    const first = initialFolds(NODES, new Set(['CommitLog']))
    const open = toggleNode(first, 'broker-a')
    const drawnOf = (folds: typeof first, node: string): string[] => {
      const { columns } = fold(LIFELINES, model.items, NODES, folds)
      return columns.filter((column) => column.node === node).map(({ name }) => name)
    }
    expect(drawnOf(first, 'broker-a')).toEqual(['broker-a', 'CommitLog'])
    expect(drawnOf(open, 'broker-a')).toEqual(['NettyRemotingServer', 'SendMessageProcessor', 'CommitLog'])
    expect(drawnOf({ ...open, spoken: new Set(['DefaultMQProducer']) }, 'broker-a')).toHaveLength(3)
    expect(drawnOf({ ...open, spoken: new Set(['DefaultMQProducer']) }, 'broker-b')).toEqual(['broker-b'])
    expect(drawnOf(toggleNode(open, 'broker-a'), 'broker-a')).toEqual(['broker-a'])
  })

  it('leaves out what belongs to no node', () => {
    const stray = { ...LIFELINES[0]!, id: LIFELINES.length, node: '' }
    const item = { ...model.items[0]!, from: stray.id }
    const arrows = [item, { ...item, from: 1, to: stray.id }]
    const { items, columns } = fold([...LIFELINES, stray], arrows, NODES, NOTHING_FOLDED)
    expect(items).toEqual([])
    expect(columns.map(({ name }) => name)).not.toContain('')
  })

  it('reads the bytes of a frame from its label', () => {
    expect(frameBytes('SEND_MESSAGE_V2 · 287 B')).toBe(287)
    expect(frameBytes('0')).toBe(0)
  })
})

describe('rows', () => {
  const drawn = layout(model, NOTHING_FOLDED, all)

  it('stand in the order of events, and an arrow never points upwards', () => {
    const events = drawn.rows.map(({ event }) => event)
    expect(events).toEqual([...events].sort((one, other) => one - other))
    for (const { top, bottom } of drawn.rows) expect(bottom).toBeGreaterThanOrEqual(top)
    expect(drawn.height).toBeGreaterThanOrEqual((drawn.ticks.length + 1) * ROW)
  })

  it('give frames a slant and calls none', () => {
    for (const row of drawn.rows) {
      if (row.type !== 'item') continue
      if (row.item.kind === 'frame') expect(row.bottom).toBeGreaterThan(row.top)
      else expect(row.bottom).toBe(row.top)
    }
  })

  it('have only what happens in the range', () => {
    const { from, to } = model.calls[1]!
    const part = layout(model, NOTHING_FOLDED, { from, to: to! })
    expect(part.rows.length).toBeGreaterThan(10)
    for (const { event } of part.rows) {
      expect(event).toBeGreaterThanOrEqual(from)
      expect(event).toBeLessThanOrEqual(to!)
    }
  })

  it('are no two labels’, not even of things that happen at once', () => {
    const [call] = model.items.filter(({ kind }) => kind === 'call')
    const atOnce = { ...call!, id: 9001 }
    const { event, time } = call!
    const mark = { event, time, kind: 'state' as const, node: 'broker-a', data: { type: 'state-changed' } }
    const more = { ...model, items: [...model.items, atOnce], marks: [...model.marks, mark] }
    const { rows } = layout(more, NOTHING_FOLDED, all)
    const labels = rows.map((row) => (row.type === 'item' ? row.label : row.top))
    expect(new Set(labels).size).toBe(labels.length)
  })

  it('leave a frame that never arrives with half an arrow', () => {
    const items = model.items.map((item) => (item.kind === 'frame' ? { ...item, endEvent: null } : item))
    const frames = layout({ ...model, items }, NOTHING_FOLDED, all).rows.filter((row) => row.type === 'item' && row.isLost)
    expect(frames).toHaveLength(8)
  })

  it('show until when an object is busy, one bar on the other', () => {
    const impl = drawn.activations.filter(({ column }) => column.name === 'DefaultMQProducerImpl')
    expect(impl.map(({ depth }) => depth)).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
    for (const { from, to, top, bottom } of drawn.activations) {
      expect(to).toBeGreaterThan(from)
      expect(bottom).toBeGreaterThan(top)
    }
  })

  it('end the lines of a node that dies, until it is started again', () => {
    const { event, time } = model.marks.at(-3)!
    const killed = { event, time, kind: 'process' as const, node: 'broker-a', data: { type: 'process-killed' } }
    const dead = layout({ ...model, marks: [...model.marks, killed] }, NOTHING_FOLDED, all)
    expect(dead.ticks[dead.deaths.get('broker-a')!]).toBe(event)
    const started = { ...killed, event: event + 1, data: { type: 'process-started' } }
    const again = layout({ ...model, marks: [...model.marks, killed, started] }, NOTHING_FOLDED, all)
    expect(again.deaths.has('broker-a')).toBe(false)
  })
})

describe('the present', () => {
  const drawn = layout(model, NOTHING_FOLDED, all)

  it('lies between what has happened and what has not', () => {
    for (const cursor of [0, 104, drawn.ticks[5]!, drawn.ticks[5]! + 1, model.events]) {
      const y = nowY(drawn, cursor)
      for (const row of drawn.rows) {
        if (row.event <= cursor) expect((row.top + 0.5) * ROW).toBeLessThan(y)
        else expect((row.top + 0.5) * ROW).toBeGreaterThan(y)
      }
    }
  })

  it('is what happened last', () => {
    const cursor = drawn.ticks[5]! + 3
    const current = drawn.ticks[rowAt(drawn, cursor)]!
    expect(tenseOf(drawn.ticks[4]!, cursor, current)).toBe('past')
    expect(tenseOf(drawn.ticks[5]!, cursor, current)).toBe('now')
    expect(tenseOf(drawn.ticks[6]!, cursor, current)).toBe('future')
  })

  it('is scrolled to only when it can not be seen', () => {
    expect(scrollTarget(300, 100, 500)).toBeNull()
    expect(scrollTarget(2000, 100, 500)).toBe(2000 - 310)
    expect(scrollTarget(10, 900, 500)).toBe(0)
  })
})

describe('what is in the page', () => {
  it('is what can be seen, of 2,000 arrows as of 40', () => {
    const many = layout(modelOf(112), NOTHING_FOLDED, { from: 0, to: 1e9 })
    expect(many.rows.length).toBeGreaterThan(2000)
    const { from, to } = visibleRows(many.height / 2, 600)
    const shown = inView(many.rows, from, to)
    expect(shown.length).toBeGreaterThan(20)
    expect(shown.length).toBeLessThan(80)
    for (const { top, bottom } of shown) expect(top <= to && bottom >= from).toBe(true)
  })

  it('has room: columns are never too narrow to be read', () => {
    expect(columnWidth(530, 6)).toBe(84)
    expect(columnWidth(300, 20)).toBe(72)
    // The last step of the lesson on consumers has seven lines, in the picture's pane at 1440 px.
    expect(diagramWidth(7, columnWidth(533, 7))).toBeLessThanOrEqual(533)
    expect(columnWidth(3000, 2)).toBe(168)
    const { columns } = layout(model, NOTHING_FOLDED, all)
    const { x1, x2 } = arrowEnds(columns[3]!, columns[0]!, 100)
    expect(x1).toBeGreaterThan(x2)
  })
})

describe('the list', () => {
  const drawn = layout(model, NOTHING_FOLDED, all)

  it.each([['English', stepperEn], ['Chinese', stepperZh]])('says every row in words, in %s', (_language, texts) => {
    for (const row of drawn.rows) {
      const sentence = describeRow(row, texts)
      expect(sentence).not.toMatch(/[{}]|undefined/)
      expect(sentence.length).toBeGreaterThan(3)
    }
  })

  it('can be filtered by kind and by words', () => {
    const frames = filterRows(drawn.rows, 'frame', '', stepperEn)
    expect(frames).toHaveLength(8)
    expect(filterRows(drawn.rows, 'all', 'send_message  BROKER-B', stepperEn)).toHaveLength(2)
    expect(filterRows(drawn.rows, 'all', ' ', stepperEn)).toBe(drawn.rows)
  })
})
