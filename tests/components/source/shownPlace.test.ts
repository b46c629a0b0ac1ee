import { describe, expect, test } from 'vitest'
import { shownPlace } from '../../../components/source/logic/shownPlace'
import type { Moment, StackFrame } from '../../../engine/worker/protocol'
import { modelOf, momentOf } from '../support/modelOf'

const START = { file: 'engine/start.ts', line: 3 }

function frame(file: string, line: number, enterEvent: number): StackFrame {
  return { symbol: `${file}#m`, file: `engine/${file}.ts`, line, part: null, enterEvent }
}

/** Innermost first: inner at 9, called by impl at 5, called by impl at 4, called by facade at 2. */
function momentAt(call: number): Moment {
  const stack = [frame('inner', 9, 40), frame('impl', 5, 30), frame('impl', 4, 20), frame('facade', 2, 10)]
  return { ...momentOf(modelOf(1), 100), stack, call }
}

describe('the place in the source', () => {
  test('is the lesson’s first until there is a run', () => {
    expect(shownPlace(null, null, null, START)).toEqual({
      files: [START.file], file: START.file, line: 3, marks: new Map(), parts: new Map(), hasRunLines: false,
    })
  })

  test('is where the thread runs', () => {
    const { files, file, line, marks, hasRunLines } = shownPlace(momentAt(0), null, null, START)
    expect(files).toEqual(['engine/facade.ts', 'engine/impl.ts', 'engine/inner.ts'])
    expect({ file, line, hasRunLines }).toEqual({ file: 'engine/inner.ts', line: 9, hasRunLines: true })
    expect([...marks]).toEqual([[9, 'now']])
  })

  test('is where the call waits that the reader has chosen; the others of the file are marked as well', () => {
    const { file, line, marks, hasRunLines } = shownPlace(momentAt(2), null, null, START)
    expect({ file, line, hasRunLines }).toEqual({ file: 'engine/impl.ts', line: 4, hasRunLines: true })
    expect(Object.fromEntries(marks)).toEqual({ 5: 'calls', 4: 'waits' })
  })

  test('is a part of a line that has several stops: of the call that is shown, and of what runs', () => {
    const moment = momentAt(2)
    const parts = [{ from: 4, to: 12 }, { from: 1, to: null }, { from: 2, to: 8 }, { from: 3, to: 9 }]
    const stack = moment.stack.map((each, index) => ({ ...each, part: parts[index]! }))
    const partsIn = (shown: Moment, file: string): unknown => [...shownPlace(shown, null, file, START).parts]
    expect(partsIn({ ...moment, stack }, 'engine/impl.ts')).toEqual([[4, { from: 2, to: 8 }]])
    expect(partsIn({ ...moment, stack }, 'engine/inner.ts')).toEqual([[9, { from: 4, to: 12 }]])
    expect(partsIn({ ...moment, stack }, 'engine/facade.ts')).toEqual([])
    // A call of itself in the same line: what counts is where it runs.
    const [inner, ...outer] = stack
    const same = [{ ...inner!, part: null }, ...outer.map((each) => ({ ...each, file: inner!.file, line: 9 }))]
    expect(partsIn({ ...moment, stack: same }, 'engine/inner.ts')).toEqual([])
  })

  test('is in the file whose tab is chosen, at its innermost call', () => {
    const { file, line, marks, hasRunLines } = shownPlace(momentAt(0), null, 'engine/impl.ts', START)
    expect({ file, line, hasRunLines }).toEqual({ file: 'engine/impl.ts', line: 5, hasRunLines: false })
    expect([...marks.values()]).toEqual(['calls', 'calls'])
    expect(shownPlace(momentAt(0), null, 'engine/gone.ts', START).file).toBe('engine/inner.ts')
  })

  test('is what the reader looks at, with a tab of its own; what runs there stays marked', () => {
    const look = { file: 'engine/other.ts', line: 77 }
    const { files, file, line, marks } = shownPlace(momentAt(0), look, 'engine/impl.ts', START)
    expect(files.at(-1)).toBe('engine/other.ts')
    expect({ file, line }).toEqual(look)
    expect([...marks]).toEqual([[77, 'looked']])
    const same = shownPlace(momentAt(0), { file: 'engine/inner.ts', line: 1 }, null, START)
    expect(same.files).toHaveLength(3)
    expect(Object.fromEntries(same.marks)).toEqual({ 1: 'looked', 9: 'now' })
    expect(shownPlace(momentAt(0), { file: 'engine/inner.ts', line: null }, null, START).line).toBe(1)
  })

  test('keeps the tab of the call that is shown among many files', () => {
    const stack = Array.from({ length: 12 }, (_, index) => frame(`file${index}`, index + 1, 100 - index))
    const moment = { ...momentOf(modelOf(1), 100), stack, call: 11 }
    const { files, file } = shownPlace(moment, null, null, START)
    expect(file).toBe('engine/file11.ts')
    expect(files).toHaveLength(7)
    expect(files).toContain(file)
  })
})
