import { buildFragment } from '@/components/source/server/buildFragment'
import { listReadableFiles, readEngineFile } from '@/components/source/server/engineFiles'
import { writeFragment } from '@/components/source/logic/fragment'

export const dynamic = 'force-static'
export const dynamicParams = false

interface Context {
  readonly params: Promise<{ readonly path: string[] }>
}

export function generateStaticParams(): Array<{ path: string[] }> {
  return listReadableFiles().map((file) => ({ path: `${file}.html`.split('/').slice(1) }))
}

/** `/source/client/producer/DefaultMQProducer.ts.html`: the source of a file of the engine, highlighted. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { path } = await params
  const file = `engine/${path.join('/')}`.replace(/\.html$/, '')
  const source = readEngineFile(file)
  if (source === null) return new Response(null, { status: 404 })
  const html = writeFragment(await buildFragment(file, source))
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
