import { contentsIn } from '@/components/course/server/shelf'
import { LOCALES } from '@/components/i18n/locales'

export const dynamic = 'force-static'
export const dynamicParams = false

export function generateStaticParams(): Array<{ file: string }> {
  return LOCALES.map((locale) => ({ file: `${locale}.json` }))
}

/** `/course/en.json`: what the menu shows. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params
  return Response.json(await contentsIn(file === 'zh.json' ? 'zh' : 'en'))
}
