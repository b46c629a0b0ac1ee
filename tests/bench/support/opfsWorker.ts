/** Runs in a dedicated worker: it takes one task after the other and answers with what was measured. */
import type { Figures, OpfsTask } from './opfsTasks'
import {
  appendRaw,
  appendToIndexedDb,
  appendToSqlite,
  appendToStore,
  copyPlainly,
  readStore,
  recoverStore,
} from './opfsTasks'

export type Answer = { readonly figures: Figures } | { readonly error: string }

const TASKS = {
  store: appendToStore,
  raw: appendRaw,
  indexedDb: appendToIndexedDb,
  sqlite: appendToSqlite,
  recovery: recoverStore,
  read: readStore,
  copy: copyPlainly,
}

onmessage = ({ data }: MessageEvent<OpfsTask>): void => {
  void TASKS[data.name](data).then(
    (figures) => postMessage({ figures } satisfies Answer),
    (error: unknown) => postMessage({ error: String((error as Error).stack ?? error) } satisfies Answer),
  )
}
