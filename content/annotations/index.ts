import { broker } from './broker'
import { client } from './client'
import { consuming } from './consuming'
import { routing } from './routing'
import { sending } from './sending'
import { starting } from './starting'
import { storing } from './storing'

/** A remark in the margin of the source, beside a line. */
export interface Annotation {
  readonly id: string
  /** A symbol, or `symbol@text` for the first line of it that has the text in it; never the number of a line. */
  readonly place: string
  /** What the remark is about, in one or two words. */
  readonly label: Readonly<Record<'en' | 'zh', string>>
  readonly text: Readonly<Record<'en' | 'zh', string>>
}

export const annotations: readonly Annotation[] = [
  ...starting, ...client, ...sending, ...routing, ...broker, ...storing, ...consuming,
]
