'use client'

import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'

/** `step 7 of 14`, for the line that says where one is. */
export function StepCount() {
  const { index, steps } = useLesson()
  const { lesson } = useTexts()
  return <>{fill(lesson.step, { n: index + 1, count: steps.length })}</>
}
