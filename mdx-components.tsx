import type { MDXComponents } from 'mdx/types'

/** What the elements of the lessons become. */
export function useMDXComponents(): MDXComponents {
  return {}
}
