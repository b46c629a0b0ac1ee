import type { FastJsonToken } from '../../../engine/remoting/protocol/FastJsonTokens'
import { NumberToken, readFastJson } from '../../../engine/remoting/protocol/FastJsonTokens'
import { JsonFields } from '../../../engine/remoting/protocol/JsonFields'

/** What fastjson reads, as JavaScript's own objects and numbers. */
export function plainJson(text: string): unknown {
  return plain(readFastJson(text))
}

export function jsonFields(value: object): JsonFields {
  return JsonFields.parse(JSON.stringify(value))!
}

function plain(token: FastJsonToken): unknown {
  if (token instanceof NumberToken) return Number(token.text)
  if (Array.isArray(token)) return token.map((each: FastJsonToken) => plain(each))
  if (!(token instanceof Map)) return token
  const entries = [...(token as ReadonlyMap<string | NumberToken, FastJsonToken>)]
  return Object.fromEntries(entries.map(([key, value]) => [typeof key === 'string' ? key : key.text, plain(value)]))
}
