import { describe, expect, it } from 'vitest'
import { howFar, lastVisited } from '../../../components/course/logic/howFar'
import { minutesToRead, wordsOfMdx } from '../../../components/course/logic/readingTime'
import { NO_LESSON_PROGRESS } from '../../../components/progress/logic/progressData'

describe('reading time', () => {
  it('counts words, and signs of Chinese, which has no blanks between words', () => {
    expect(minutesToRead('word '.repeat(1000))).toBe(5)
    expect(minutesToRead('字'.repeat(1750))).toBe(5)
    // As one “word”, this would take no time at all.
    expect(minutesToRead('消息先进页缓存，再刷盘。'.repeat(100))).toBe(3)
    expect(minutesToRead('消息 SendResult '.repeat(200))).toBe(Math.round(400 / 350 + 200 / 200))
    expect(minutesToRead('')).toBe(1)
  })

  it('counts what is read of a lesson’s file: its text, questions and options, and no tags', () => {
    const mdx = `import X from './x'

# A title

<Step id="one" title="the first">

Some <Claim id="three-words">plain words</Claim> here, [a link](https://example.org/very/long) and \`code\`.

<Predict
  question="What happens?"
  options={['It stops', 'It goes on']}
  outcome="not-read"
  run={{ type: 'kill-here', then: 'unread-place' }}
>

Because.

</Predict>

</Step>
`
    const words = wordsOfMdx(mdx)
    for (const read of ['A title', 'the first', 'plain words', 'here', 'a link', 'What happens?', 'It stops', 'It goes on', 'Because']) {
      expect(words).toContain(read)
    }
    for (const unread of ['import', 'three-words', 'example.org', 'not-read', 'kill-here', 'unread-place', 'Predict']) {
      expect(words).not.toContain(unread)
    }
  })
})

describe('how far a reader has come', () => {
  const seen = (...steps: string[]) => ({ ...NO_LESSON_PROGRESS, seen: steps, at: 1 })

  it('is done with all steps of today, whatever there was before', () => {
    expect(howFar(NO_LESSON_PROGRESS, ['a', 'b'])).toEqual({ kind: 'untouched' })
    expect(howFar(seen('a', 'gone'), ['a', 'b'])).toEqual({ kind: 'begun', seen: 1, count: 2 })
    expect(howFar(seen('gone', 'b', 'a'), ['a', 'b'])).toEqual({ kind: 'done' })
    expect(howFar(seen('a'), [])).toEqual({ kind: 'begun', seen: 0, count: 0 })
  })

  it('was last in the lesson with the latest moment, of those that there are', () => {
    const lessons = [{ slug: 'a' }, { slug: 'b' }]
    expect(lastVisited(lessons, {})).toBeNull()
    const at = (millis: number) => ({ ...NO_LESSON_PROGRESS, at: millis })
    const progress = { a: at(5), b: at(7), gone: at(9) }
    expect(lastVisited(lessons, progress)).toEqual({ slug: 'b' })
  })
})
