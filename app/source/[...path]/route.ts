import { buildFragment } from '@/components/source/server/buildFragment'
import { listReadableFiles, readEngineFile } from '@/components/source/server/engineFiles'
import { namesOfFile } from '@/components/source/server/namesOfFile'
import { writeFragment } from '@/components/source/logic/fragment'

export const dynamic = 'force-static'
export const dynamicParams = false

interface Context {
  readonly params: Promise<{ readonly path: string[] }>
}

export function generateStaticParams(): Array<{ path: string[] }> {
  return listReadableFiles().flatMap((file) => {
    return ['html', 'json'].map((kind) => ({ path: `${file}.${kind}`.split('/').slice(1) }))
  })
}

/**
 * `/source/client/producer/DefaultMQProducer.ts.html`: the source of a file of the engine, highlighted; with `.json` in place of
 * `.html` what its names are.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { path } = await params
  const file = `engine/${path.join('/')}`.replace(/\.(html|json)$/, '')
  const source = readEngineFile(file)
  if (source === null) return new Response(null, { status: 404 })
  if (path.at(-1)!.endsWith('.json')) return Response.json(await namesOfFile(file))
  const html = writeFragment(await buildFragment(file, source))
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
