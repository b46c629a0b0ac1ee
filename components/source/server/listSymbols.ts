import { anchorsOfSymbols, pathOfFile } from '../logic/sourceHref'
import { firstSentence } from './firstSentence'
import { listReadableFiles, readEngineFile, ROOT } from './engineFiles'
import { readSymbols } from './readSymbols'
import type { SymbolKind } from './readSymbols'

/** A class, a method or a function as the search finds it. */
export interface ListedSymbol {
  /** `client/producer/DefaultMQProducer#send` */
  readonly symbol: string
  readonly kind: SymbolKind
  /** `engine/client/producer/DefaultMQProducer.ts` */
  readonly file: string
  /** Of the name, from 1. */
  readonly line: number
  /** The first sentence of the docstring, empty if there is none. It is English in all languages. */
  readonly doc: string
  /** Where its page is, after the language and its slash: `source/client/producer/DefaultMQProducer/#send`. */
  readonly href: string
}

/** Every symbol of the engine, by file, in the order in which they stand there. Takes about a second; for the site's build. */
export function listSymbols(root: string = ROOT): ListedSymbol[] {
  return listReadableFiles(root).flatMap((file) => {
    const symbols = readSymbols(file, readEngineFile(file, root)!)
    const anchors = anchorsOfSymbols(symbols.map(({ symbol }) => symbol), file)
    return symbols.map(({ symbol, kind, line, doc }, index) => {
      return { symbol, kind, file, line, doc: firstSentence(doc), href: `${pathOfFile(file)}#${anchors[index]!}` }
    })
  })
}
