import type { MDXComponents } from 'mdx/types'
import {
  Challenge, Claim, DrillSeed, Go, LessonSummary, Predict, Spread, Step, TestCase, Try, Variant,
} from './components/lesson/views/afterPaint'
import { Heading2, Heading3 } from './components/site/views/Heading'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  const elements = { h2: Heading2, h3: Heading3, Summary: LessonSummary }
  return { ...elements, Challenge, Claim, DrillSeed, Go, Predict, Spread, Step, TestCase, Try, Variant }
}
