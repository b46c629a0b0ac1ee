import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { recipe } from './recipe'

interface Request {
  uri: string
}

interface Redirect {
  readonly statusCode: number
  readonly headers: { readonly location: { readonly value: string } }
}

/** The function of HOSTING.md. What it makes of an address: the file that is asked for, or where the reader is led. */
function handled(uri: string): string {
  const handler = runInNewContext(`(${recipe(/```js\n(function handler[^]*?)```/)})`) as (event: { request: Request }) => Request | Redirect
  const answer = handler({ request: { uri } })
  return 'uri' in answer ? answer.uri : `${answer.statusCode} ${answer.headers.location.value}`
}

it.each([
  ['/', '/index.html'],
  ['/en/learn/', '/en/learn/index.html'],
  ['/en/learn', '301 /en/learn/'],
  ['/rocketscope/en/source/kernel/Kernel', '301 /rocketscope/en/source/kernel/Kernel/'],
  ['/sw.js', '/sw.js'],
  ['/_next/static/chunks/a.b.js', '/_next/static/chunks/a.b.js'],
])('CloudFront’s function asks for %s as %s', (uri, answer) => {
  expect(handled(uri)).toBe(answer)
})
