import { readBuiltIns } from '@/components/strategy/server/readBuiltIns'

export const dynamic = 'force-static'

/** The engine's own strategies, for the panel beside a lesson, which fetches them when it is opened. */
export async function GET(): Promise<Response> {
  return Response.json(await readBuiltIns())
}
