import type { MDXComponents } from 'mdx/types'
import { DrillSeed } from './components/drill/views/DrillSeed'
import { Claim } from './components/lesson/views/Claim'
import { Go } from './components/lesson/views/Go'
import { Predict } from './components/lesson/views/Predict'
import { Step } from './components/lesson/views/Step'
import { Try } from './components/lesson/views/Try'
import { Heading2, Heading3 } from './components/site/views/Heading'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  return { Claim, DrillSeed, Go, Predict, Step, Try, h2: Heading2, h3: Heading3 }
}
