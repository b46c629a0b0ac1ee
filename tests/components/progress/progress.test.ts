import { describe, expect, it } from 'vitest'
import { ProgressBook, PROGRESS_KEY, UNREADABLE_PROGRESS_KEY } from '../../../components/progress/logic/progress'
import { mergedProgress, NO_LESSON_PROGRESS, readProgress, writeProgress } from '../../../components/progress/logic/progressData'
import type { Keeper } from '../../../components/site/logic/choice'
import { keeperWith } from '../support/keeper'

function bookWith(keeper: Keeper, now = 1000): ProgressBook {
  const book = new ProgressBook(keeper, () => now)
  book.load()
  return book
}

describe('the reader’s progress', () => {
  it('survives a reload, with everything in it', () => {
    const keeper = keeperWith()
    const book = bookWith(keeper, 42)
    book.seeStep('send-call', 'route')
    book.seeStep('send-call', 'choose')
    book.seeStep('send-call', 'route')
    book.guess('send-call', 'broker-killed', 2)
    book.guess('send-call', 'skipped', null)
    book.answer('send-call', 'decode', '0A00')
    book.solve('strategy', 'keep-order')
    book.leaveAt('send-call', '#s=send-call&seed=1&c=4.1&v=1', 'choose')
    const again = bookWith(keeper)
    expect(again.of('send-call')).toEqual({
      seen: ['route', 'choose'], guesses: { 'broker-killed': 2, skipped: null }, answers: { decode: '0A00' }, solved: [], at: 42,
      place: 's=send-call&seed=1&c=4.1&v=1', step: 'choose',
    })
    expect(again.of('strategy').solved).toEqual(['keep-order'])
    expect(again.of('never-opened')).toEqual(NO_LESSON_PROGRESS)
    // Names that every object has are no lessons.
    expect(again.of('constructor')).toEqual(NO_LESSON_PROGRESS)
  })

  it('two tabs do not write over one another', () => {
    const keeper = keeperWith()
    const [one, other] = [bookWith(keeper), bookWith(keeper)]
    one.seeStep('store', 'a')
    other.seeStep('store', 'b')
    expect(other.of('store').seen).toEqual(['a', 'b'])
    one.load()
    expect(one.of('store').seen).toEqual(['a', 'b'])
  })

  it('a lesson that is begun anew is forgotten, and that can be taken back', () => {
    const keeper = keeperWith()
    const book = bookWith(keeper)
    book.seeStep('store', 'a')
    book.guess('store', 'q', 1)
    book.seeStep('kinds', 'z')
    const before = book.forget('store')
    expect(bookWith(keeper).of('store')).toEqual(NO_LESSON_PROGRESS)
    book.seeStep('store', 'b')
    book.restore('store', before)
    expect(bookWith(keeper).of('store')).toMatchObject({ seen: ['b', 'a'], guesses: { q: 1 } })
    expect(book.of('kinds').seen).toEqual(['z'])
  })

  it('works where nothing can be kept', () => {
    const book = bookWith({ recall: () => null, remember: () => undefined })
    book.seeStep('store', 'a')
    book.seeStep('store', 'b')
    expect(book.of('store').seen).toEqual(['a', 'b'])
  })

  it.each([
    ['no JSON', '{"version":1,"les'],
    ['of a later version', '{"version":2,"lessons":{"store":{"seen":["a"]}}}'],
    ['no object', '[]'],
  ])('what is kept and %s is set aside before anything is written', (_, bad) => {
    const keeper = keeperWith({ [PROGRESS_KEY]: bad })
    const book = bookWith(keeper)
    expect(book.all()).toEqual({})
    expect(keeper.kept.get(PROGRESS_KEY)).toBe(bad)
    book.seeStep('store', 'b')
    book.seeStep('store', 'c')
    expect(keeper.kept.get(UNREADABLE_PROGRESS_KEY)).toBe(bad)
    expect(bookWith(keeper).of('store').seen).toEqual(['b', 'c'])
  })

  it('a lesson that makes no sense costs nothing but itself, and fields of a later edition stay', () => {
    const kept = JSON.stringify({ version: 1, lessons: { bad: { seen: 7 }, worse: null, store: { seen: ['a'], stars: 5 } } })
    const keeper = keeperWith({ [PROGRESS_KEY]: kept })
    const book = bookWith(keeper)
    expect(Object.keys(book.all())).toEqual(['store'])
    book.seeStep('store', 'b')
    expect(bookWith(keeper).of('store')).toMatchObject({ seen: ['a', 'b'], stars: 5 })
    expect(keeper.kept.get(UNREADABLE_PROGRESS_KEY)).toBe(kept)
  })

  it('what two places know is put together; the later one has the place', () => {
    const one = { store: { seen: ['a'], place: 'old', step: 'a', guesses: { q: 0, r: 1 }, answers: { c: '1' }, solved: ['x'], at: 5 } }
    const other = { store: { seen: ['b'], place: 'new', step: 'b', guesses: { q: 2 }, answers: {}, solved: [], at: 9 }, kinds: NO_LESSON_PROGRESS }
    const merged = {
      store: { seen: ['a', 'b'], place: 'new', step: 'b', guesses: { q: 2, r: 1 }, answers: { c: '1' }, solved: ['x'], at: 9 },
      kinds: NO_LESSON_PROGRESS,
    }
    expect(mergedProgress(one, other)).toEqual(merged)
    expect(mergedProgress(other, one).store).toMatchObject({ place: 'new', guesses: { q: 2, r: 1 }, at: 9 })
  })

  it('is read as it is written', () => {
    const lessons = { store: { ...NO_LESSON_PROGRESS, seen: ['a'], at: 3 } }
    expect(readProgress(writeProgress(lessons))).toEqual({ lessons, isWhole: true })
    expect(readProgress(null)).toEqual({ lessons: {}, isWhole: true })
  })
})
