import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { listEngineFiles, readEngineFile } from '../../source/server/engineFiles'

/** Which of our processes deals with requests. */
export type Answerer = 'namesrv' | 'broker' | 'client'

export interface RequestRow {
  readonly code: number
  readonly name: string
  /** Each process that answers it, with the class that does, as a symbol; none for requests of 5.3.2 that this engine leaves out. */
  readonly answeredBy: ReadonlyArray<{ readonly process: Answerer; readonly symbol: string }>
}

export interface ResponseRow {
  readonly code: number
  readonly name: string
  /** Classes that give it, as symbols: the first few. */
  readonly givenBy: readonly string[]
}

const PROCESSES = ['namesrv', 'broker', 'client'] as const
const CASE = /\bcase (?:RequestCode\.)?([A-Z][A-Z0-9_]+):/g
const REGISTERED = /registerProcessor\((?:RequestCode\.)?([A-Z][A-Z0-9_]+), (?:this\.)?(?:new )?(\w+)/g
const GIVES = /^(namesrv|broker|remoting)\//
const MOST = 4

function stemOf(file: string): string {
  return file.replace(/^engine\//, '').replace(/\.ts$/, '')
}

/** The requests that 5.3.2 knows, by their numbers, and who answers them here: read off the processors and their registration. */
export function readRequestCodes(): RequestRow[] {
  const answerers = new Map<string, Map<Answerer, string>>()
  for (const process of PROCESSES) {
    const files = listEngineFiles().filter((file) => file.startsWith(`engine/${process}/`))
    const byClass = new Map(files.map((file) => [stemOf(file).split('/').at(-1)!.toLowerCase(), stemOf(file)]))
    for (const file of files) {
      const source = readEngineFile(file)!
      const add = (name: string, symbol: string): void => {
        const known = answerers.get(name) ?? new Map<Answerer, string>()
        answerers.set(name, known)
        known.set(process, symbol)
      }
      if (/processRequest\(/.test(source)) for (const [, name] of source.matchAll(CASE)) add(name!, stemOf(file))
      for (const [, name, processor] of source.matchAll(REGISTERED)) {
        const symbol = byClass.get(processor!.toLowerCase())
        if (symbol !== undefined) add(name!, symbol)
      }
    }
  }
  return Object.entries(RequestCode).map(([name, code]) => {
    const answeredBy = [...answerers.get(name) ?? []].map(([process, symbol]) => ({ process, symbol }))
    return { code, name, answeredBy }
  }).sort((one, other) => one.code - other.code)
}

/** The answers that 5.3.2 knows, by their numbers, and who gives them here. */
export function readResponseCodes(): ResponseRow[] {
  const files = listEngineFiles().map((file) => ({ symbol: stemOf(file), source: readEngineFile(file)! }))
  return Object.entries(ResponseCode).map(([name, code]) => {
    const use = new RegExp(`ResponseCode\\.${name}\\b`)
    const givenBy = files.filter(({ symbol, source }) => GIVES.test(symbol) && use.test(source))
    return { code, name, givenBy: givenBy.map(({ symbol }) => symbol).slice(0, MOST) }
  }).sort((one, other) => one.code - other.code)
}
