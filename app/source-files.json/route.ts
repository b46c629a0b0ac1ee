import { listReadableFiles } from '@/components/source/server/engineFiles'

export const dynamic = 'force-static'

/** The files of the engine that the source pane can show. */
export function GET(): Response {
  return Response.json(listReadableFiles())
}
