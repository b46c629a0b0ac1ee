import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const dynamic = 'force-static'
export const dynamicParams = false

const FOLDER = path.join(process.cwd(), 'content/scenarios')

export function generateStaticParams(): Array<{ file: string }> {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => ({ file }))
}

/** `/scenarios/send-call.json`: the same file that the headless runner takes. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params
  return new Response(readFileSync(path.join(FOLDER, file)), { headers: { 'content-type': 'application/json' } })
}
