import type { MDXComponents } from 'mdx/types'
import { DrillSeed } from './components/drill/DrillSeed'
import { Go } from './components/lesson/Go'
import { Predict } from './components/lesson/Predict'
import { Step } from './components/lesson/Step'
import { Try } from './components/lesson/Try'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  return { DrillSeed, Go, Predict, Step, Try }
}
