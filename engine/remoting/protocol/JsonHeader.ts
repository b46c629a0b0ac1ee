import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import type { ByteArena } from './ByteArena'
import { inFastJsonSpelling } from './FastJson'
import { enumOf, intOf, mapOf, textOf } from './fastJsonCasts'
import type { FastJsonMembers } from './FastJsonTokens'
import { readFastJsonMembers } from './FastJsonTokens'
import { LanguageCode, languageNamed } from './LanguageCode'
import { PlainHeaderReader } from './PlainHeaderReader'
import type { RemotingCommand } from './RemotingCommand'
import { SERIALIZE_TYPE_CODE } from './SerializeType'

const LANGUAGES = Object.keys(LanguageCode) as LanguageCode[]
const SERIALIZE_TYPES = Object.keys(SERIALIZE_TYPE_CODE)

/** The members of a header that a peer may spell as it likes: in capitals, with `_` or `-` in between. */
const MEMBERS = ['code', 'extFields', 'flag', 'language', 'opaque', 'remark', 'serializeTypeCurrentRPC', 'version'] as const
type Member = (typeof MEMBERS)[number]

/** The header as fastjson writes it: members in alphabetical order, none that is null, no blanks. */
export function writeJsonHeader(arena: ByteArena, command: RemotingCommand): void {
  const { code, extFields, flag, language, opaque, remark, serializeTypeCurrentRPC, version } = command
  writeNumber(arena, '{"code":', code)
  if (extFields !== null) writeExtFields(arena, extFields)
  writeNumber(arena, ',"flag":', flag)
  if (language !== null) writeText(arena, ',"language":', language)
  writeNumber(arena, ',"opaque":', opaque)
  if (remark !== null) writeText(arena, ',"remark":', remark)
  writeText(arena, ',"serializeTypeCurrentRPC":', serializeTypeCurrentRPC)
  writeNumber(arena, ',"version":', version)
  arena.ascii('}')
}

function writeExtFields(arena: ByteArena, extFields: JavaHashMap<string>): void {
  arena.ascii(',"extFields":{')
  let isFirst = true
  for (const name of extFields.keys()) {
    if (!isFirst) arena.ascii(',')
    isFirst = false
    writeText(arena, '', name)
    writeText(arena, ':', extFields.get(name)!)
  }
  arena.ascii('}')
}

/** `before`: what stands before the number. It is not added to it first: to take two texts apart again costs more than to write them. */
function writeNumber(arena: ByteArena, before: string, value: number): void {
  arena.ascii(before)
  arena.ascii(String(value))
}

/** In quotes. Nearly all texts are of ASCII, and go into the frame letter by letter; any other is spelled as a whole first. */
function writeText(arena: ByteArena, before: string, text: string): void {
  arena.ascii(before)
  if (!arena.quotedAscii(text)) arena.utf8(inFastJsonSpelling(JSON.stringify(text)))
}

/**
 * Reads a header into the command, each member into its type. What has another type is converted as fastjson 1.2.83 converts
 * it, or refused as there.
 * @throws RemotingCommandException, upon which RocketMQ closes the connection
 */
export function decodeJsonHeader(text: string, command: RemotingCommand): void {
  if (new PlainHeaderReader(text).read(command)) return
  try {
    decodeAnyHeader(text, command)
  } catch (error) {
    throw new RemotingCommandException('the header is not that of a command', error)
  }
}

/** @throws SyntaxError, CastError */
function decodeAnyHeader(text: string, command: RemotingCommand): void {
  const members = readFastJsonMembers(text, memberNamed)
  command.code = intOf(members.get('code')) ?? 0
  command.language = members.has('language') ? languageOfMember(members) : 'JAVA'
  command.version = intOf(members.get('version')) ?? 0
  command.opaque = intOf(members.get('opaque')) ?? command.opaque
  command.flag = intOf(members.get('flag')) ?? 0
  command.remark = textOf(members.get('remark'))
  command.extFields = mapOf(members.get('extFields'))
  enumOf(members.get('serializeTypeCurrentRPC'), SERIALIZE_TYPES)
}

function languageOfMember(members: FastJsonMembers): LanguageCode | null {
  const name = enumOf(members.get('language'), LANGUAGES)
  return name === null ? null : languageNamed(name.toUpperCase())
}

/** fastjson's "smart match". Null for a member that a header does not have. */
function memberNamed(name: string): Member | null {
  const exact = MEMBERS.find((each) => each === name)
  if (exact !== undefined) return exact
  const bare = name.replace(/[_-]/g, '').toLowerCase()
  return MEMBERS.find((each) => each.toLowerCase() === bare) ?? null
}
