import { buildSiteTable } from '@/engine/adapters/instrumenter/site-table.mjs'

export const dynamic = 'force-static'

/** Where in the source each probe of the traced build is: what the stepper turns event numbers into lines with. */
export function GET(): Response {
  return Response.json(buildSiteTable(process.cwd()))
}
