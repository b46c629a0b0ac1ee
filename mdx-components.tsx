import type { MDXComponents } from 'mdx/types'
import { DrillSeed } from './components/drill/views/DrillSeed'
import { Claim } from './components/lesson/views/Claim'
import { Go } from './components/lesson/views/Go'
import { Predict } from './components/lesson/views/Predict'
import { Spread } from './components/lesson/views/Spread'
import { Step } from './components/lesson/views/Step'
import { Try } from './components/lesson/views/Try'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  return { Claim, DrillSeed, Go, Predict, Spread, Step, Try }
}
