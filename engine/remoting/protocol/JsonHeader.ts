import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import { inFastJsonSpelling, parseFastJson } from './FastJson'
import { languageNamed, languageOf } from './LanguageCode'
import type { RemotingCommand } from './RemotingCommand'

const DECODED_FIELDS_CAPACITY = 128

/** The header as fastjson writes it: members in alphabetical order, none that is null, no blanks. */
export function jsonHeader(command: RemotingCommand): string {
  let text = `{"code":${command.code},`
  if (command.extFields !== null) {
    text += '"extFields":{'
    let separator = ''
    for (const [name, value] of command.extFields.entries()) {
      text += `${separator}${quoted(name)}:${quoted(value)}`
      separator = ','
    }
    text += '},'
  }
  text += `"flag":${command.flag},`
  if (command.language !== null) text += `"language":"${command.language}",`
  text += `"opaque":${command.opaque},`
  if (command.remark !== null) text += `"remark":${quoted(command.remark)},`
  text += `"serializeTypeCurrentRPC":"${command.serializeTypeCurrentRPC}","version":${command.version}}`
  return inFastJsonSpelling(text)
}

const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

/** Most texts are numbers and names, which only need their quotes. */
function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`
}

interface JsonMembers {
  readonly code?: unknown
  readonly language?: unknown
  readonly version?: unknown
  readonly opaque?: unknown
  readonly flag?: unknown
  readonly remark?: unknown
  readonly extFields?: unknown
}

/** @throws RemotingCommandException */
export function decodeJsonHeader(text: string, command: RemotingCommand): void {
  const members = parse(text)
  command.code = Number(members.code ?? 0)
  command.language = languageFrom(members.language)
  command.version = Number(members.version ?? 0)
  command.opaque = Number(members.opaque ?? command.opaque)
  command.flag = Number(members.flag ?? 0)
  command.remark = typeof members.remark === 'string' ? members.remark : null
  if (typeof members.extFields !== 'object' || members.extFields === null) return
  command.extFields = new JavaHashMap<string>(DECODED_FIELDS_CAPACITY)
  const fields = members.extFields as Record<string, unknown>
  for (const name in fields) command.extFields.put(name, String(fields[name]))
}

/** Strict JSON is what everybody writes; the tolerant parser is for those who don't. */
function parse(text: string): JsonMembers {
  try {
    return JSON.parse(text) as JsonMembers
  } catch {
    return parseTolerantly(text)
  }
}

function parseTolerantly(text: string): JsonMembers {
  try {
    return parseFastJson(text) as JsonMembers
  } catch (error) {
    throw new RemotingCommandException('the header is not JSON', error)
  }
}

function languageFrom(value: unknown): RemotingCommand['language'] {
  if (value === undefined) return 'JAVA'
  return typeof value === 'number' ? languageOf(value) : languageNamed(String(value))
}
