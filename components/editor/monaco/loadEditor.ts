import type { Locale } from '../../i18n'
import type MonacoEditor from './MonacoEditor'

export interface LoadedEditor {
  readonly Editor: typeof MonacoEditor
  /** The types that a strategy is written against. */
  readonly types: string
}

/** Fetches the editor with its words in the page's language, and the types. Not before the reader has asked for it. */
export async function loadEditor(locale: Locale): Promise<LoadedEditor> {
  // Its words have to be there before it is.
  if (locale === 'zh') await import('monaco-editor/nls/lang/zh-cn')
  const [{ default: Editor }, types] = await Promise.all([import('./MonacoEditor'), fetchTypes()])
  return { Editor, types }
}

async function fetchTypes(): Promise<string> {
  const response = await fetch(`${process.env.NEXT_PUBLIC_BASE ?? ''}/rocketmq.d.ts`)
  if (!response.ok) throw new Error(`/rocketmq.d.ts: ${response.status}`)
  return response.text()
}
