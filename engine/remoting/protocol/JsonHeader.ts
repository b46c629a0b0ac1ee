import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import { inFastJsonSpelling, parseFastJson } from './FastJson'
import { languageNamed, languageOf } from './LanguageCode'
import type { RemotingCommand } from './RemotingCommand'

const DECODED_FIELDS_CAPACITY = 128

/** The header as fastjson writes it: members in alphabetical order, none that is null, no blanks. */
export function jsonHeader(command: RemotingCommand): string {
  const { code, flag, opaque, serializeTypeCurrentRPC, version } = command
  const extFields = command.extFields?.toObject()
  const language = command.language ?? undefined
  const remark = command.remark ?? undefined
  const members = { code, extFields, flag, language, opaque, remark, serializeTypeCurrentRPC, version }
  return inFastJsonSpelling(JSON.stringify(members))
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
