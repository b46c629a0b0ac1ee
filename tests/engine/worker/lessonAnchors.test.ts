import { expect, test } from 'vitest'
import { runPlace } from '../../../components/lesson/server/readLesson'
import { isTraced, lessons, runOf, sourceOf } from './support/lessonRuns'

test.runIf(isTraced).each(lessons)('the run of the lesson %s comes to each of its steps, in their order', async (name) => {
  const { steps, scenario } = await sourceOf(name)
  const anchors = steps.map(runPlace)
  const { anchors: cursors } = await runOf(scenario, anchors)
  expect(anchors.filter((anchor) => (cursors[anchor] ?? null) === null)).toEqual([])
  const places = anchors.map((anchor) => cursors[anchor]!)
  expect(places).toEqual([...places].sort((one, other) => one - other))
  expect(new Set(places).size).toBe(places.length)
})
