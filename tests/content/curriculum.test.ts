import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LessonSource } from '../../components/lesson/logic/LessonSource'
import { lessonFolders } from '../../components/lesson/server/readLesson'
import { CURRICULUM } from '../../content/curriculum'
import { PARTS } from '../../content/course'
import { exercisesIn } from '../../content/exercises'
import { EXERCISES_TEACH } from '../../content/exercises/teaches'
import { claimsOf } from '../../content/lessons/claimsOf'

const ROOT = path.resolve(import.meta.dirname, '../..')
const LESSONS = await Promise.all(lessonFolders(ROOT).map(async (slug) => {
  const { lesson } = (await import(`../../content/lessons/${slug}/lesson.ts`)) as { readonly lesson: LessonSource }
  return { slug, lesson, said: await claimsOf(slug) }
}))

/** Claims that no lesson teaches yet. A lesson that does takes its number out of here. */
const NOT_YET: readonly string[] = []

describe('the curriculum', () => {
  test('has its claims once, part by part', () => {
    const ids = CURRICULUM.map(({ id }) => id)
    const inOrder = [...ids].sort((one, other) => {
      const [[part, number], [otherPart, otherNumber]] = [one, other].map((id) => id.split('.').map(Number)) as [number[], number[]]
      return part! - otherPart! || number! - otherNumber!
    })
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(inOrder)
  })

  test('is borne out claim by claim: by sentences about runs, questions or challenges', () => {
    const taught = new Set(LESSONS.flatMap(({ lesson }) => Object.entries(lesson.teaches)
      .filter(([, ids]) => ids.length > 0).map(([claim]) => claim)))
    for (const { curriculum } of EXERCISES_TEACH) taught.add(curriculum)
    expect(CURRICULUM.map(({ id }) => id).filter((id) => !taught.has(id))).toEqual(NOT_YET)
  })
})

test.each(LESSONS)('the lesson $slug teaches what the curriculum has, with what it says itself', ({ lesson, said }) => {
  const known = [...Object.keys(said.claims), ...Object.keys(said.outcomes), ...Object.keys(said.challenges ?? {})]
  expect(Object.keys(lesson.teaches).filter((claim) => !CURRICULUM.some(({ id }) => id === claim))).toEqual([])
  expect(Object.values(lesson.teaches).flat().filter((id) => !known.includes(id))).toEqual([])
})

test.each(EXERCISES_TEACH)('the exercises of $slug that teach $curriculum are there', ({ curriculum, kind, exercises }) => {
  expect(CURRICULUM.some(({ id }) => id === curriculum)).toBe(true)
  for (const id of exercises) expect(exercisesIn('en', kind).map((each) => each.id)).toContain(id)
})

test('every lesson has a place of its own in a part of the course', () => {
  const places = LESSONS.map(({ lesson: { part, position } }) => `${part}.${position}`)
  expect(new Set(places).size).toBe(places.length)
  for (const { lesson } of LESSONS) expect(PARTS.map(({ part }) => part)).toContain(lesson.part)
})
