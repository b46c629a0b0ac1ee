import { makeIndex } from '@/components/search/logic/searchIndex'
import { searchEntries, sourceEntries } from '@/components/search/server/searchEntries'

export const dynamic = 'force-static'
export const dynamicParams = false

/** What stands on the pages in a language, and the source, which is the same in both. */
const ENTRIES = {
  'en.json': () => searchEntries('en'),
  'zh.json': () => searchEntries('zh'),
  'source.json': async () => sourceEntries(),
}

export function generateStaticParams(): Array<{ file: string }> {
  return Object.keys(ENTRIES).map((file) => ({ file }))
}

/** `/search/en.json`: the index that the page fetches when the search is opened. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params
  return Response.json(makeIndex(await ENTRIES[file as keyof typeof ENTRIES]()))
}
