import type { MDXComponents } from 'mdx/types'
import { DrillSeed } from './components/drill/views/DrillSeed'
import { Challenge } from './components/lesson/views/Challenge'
import { Claim } from './components/lesson/views/Claim'
import { Go } from './components/lesson/views/Go'
import { LessonSummary } from './components/lesson/views/LessonSummary'
import { Predict } from './components/lesson/views/Predict'
import { Spread } from './components/lesson/views/Spread'
import { Step } from './components/lesson/views/Step'
import { TestCase } from './components/lesson/views/TestCase'
import { Try } from './components/lesson/views/Try'
import { Variant } from './components/lesson/views/Variant'
import { Heading2, Heading3 } from './components/site/views/Heading'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  const elements = { h2: Heading2, h3: Heading3, Summary: LessonSummary }
  return { ...elements, Challenge, Claim, DrillSeed, Go, Predict, Spread, Step, TestCase, Try, Variant }
}
