/** What is known of a name without following it. */
export interface Described {
  readonly signature: string
  readonly doc: string
}

type Names = Readonly<Record<string, readonly [signature: string, doc: string]>>

const files = new Map<string, Promise<Names>>()

/**
 * What the definition is to which a link leads, such as `https://…/en/source/client/Validators/#checkMessage`. The names of a file
 * are fetched once; null when they can't be had, or when there is nothing to say.
 */
export async function describedName(href: string): Promise<Described | null> {
  const place = placeIn(href)
  if (place === null) return null
  const names = files.get(place.file) ?? fetchNames(place.file)
  files.set(place.file, names)
  const found = (await names.catch(() => forget(place.file)))[place.fragment]
  return found === undefined ? null : { signature: found[0], doc: said(found[1]) }
}

/** The file and the fragment of a link to a page of the source; null for other links. */
export function placeIn(href: string): { readonly file: string; readonly fragment: string } | null {
  const { pathname, hash } = new URL(href)
  const file = /\/source\/(.+?)\/?$/.exec(pathname)?.[1]
  return file === undefined || hash === '' ? null : { file, fragment: decodeURIComponent(hash.slice(1)) }
}

async function fetchNames(file: string): Promise<Names> {
  const response = await fetch(`${process.env.NEXT_PUBLIC_BASE ?? ''}/source/${file}.ts.json`)
  if (!response.ok) throw new Error(`there are no names of ${file} (status ${response.status})`)
  return (await response.json()) as Names
}

function forget(file: string): Names {
  files.delete(file)
  return {}
}

/** The comment as it is read: each tag on a line of its own. The page of the definition has the original beside it. */
function said(doc: string): string {
  const text = doc.replace(/\{@link\s+([^}]+)\}/g, '$1').replaceAll('`', '').replace(/\s+/g, ' ')
  return text.replace(/ ?Original:[^@]*/, '').replace(/ ?@/g, '\n@').trim()
}
