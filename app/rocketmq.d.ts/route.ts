import { rocketmqTypes } from '@/components/editor/server/rocketmqTypes'

export const dynamic = 'force-static'

/** The types that a reader's strategy is written against, from the engine's own source. */
export function GET(): Response {
  return new Response(rocketmqTypes(), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
