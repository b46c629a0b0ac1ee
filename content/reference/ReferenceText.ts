import type { Locale } from '../../components/i18n/locales'

/** The same in both languages. */
export type Both = Readonly<Record<Locale, string>>

/** Where something is taught: a step of a lesson, a run, or a symbol of the engine such as `client/Validators#checkMessage`. */
export type Taught =
  | { readonly lesson: string; readonly step?: string }
  | { readonly run: string }
  | { readonly symbol: string }
