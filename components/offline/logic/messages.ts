import type { Locale } from '../../i18n/locales'

/** One of the packs that the build makes. */
export interface Pack {
  readonly name: string
  /** Below the site's base. */
  readonly path: string
  readonly bytes: number
}

/** Asks the service worker to keep all pages in a language, in whatever language the reader goes on. */
export interface KeepRequest {
  readonly type: 'keep'
  readonly locale: Locale
}

/** Its answers: how far it is, in bytes, and how it ended. */
export type KeepAnswer =
  | { readonly type: 'keeping', readonly done: number, readonly of: number }
  | { readonly type: 'kept' }
  | { readonly type: 'not-kept' }

/** What a reader of a language needs: the pages that are no source, in all languages, and the source in theirs. */
export function packsFor(locale: Locale, packs: readonly Pack[]): Pack[] {
  return packs.filter(({ name }) => name === 'names' || name.startsWith('pages-') || name === `source-${locale}`)
}

/** The path of a page in its pack, from its address below the site's base: `en/learn/` is `en/learn/index.html`. */
export function pathInPack(path: string): string {
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}
