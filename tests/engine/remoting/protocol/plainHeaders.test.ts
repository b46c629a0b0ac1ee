import { expect, test } from 'vitest'
import { JavaHashMap } from '../../../../engine/kernel/java/JavaHashMap'
import { Random } from '../../../../engine/kernel/Random'
import { decodeUtf8 } from '../../../../engine/kernel/Utf8'
import { inFastJsonSpelling } from '../../../../engine/remoting/protocol/FastJson'
import { PlainHeaderReader } from '../../../../engine/remoting/protocol/PlainHeaderReader'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'

const LETTERS = [...'aZ09%_ "\\/\u0000\u0001\b\t\n\f\r\u000b\u001f\u007f\u0085é中\u2028\ud83d\ude00\ud800']

function randomText(random: Random): string {
  return Array.from({ length: random.nextInt(90) }, () => LETTERS[random.nextInt(LETTERS.length)]!).join('')
}

function headerTextOf(frame: Uint8Array): string {
  return decodeUtf8(frame.subarray(8))
}

/** What the reader makes of a header, or false if it leaves it to the other one. */
function read(text: string): RemotingCommand | false {
  const command = new RemotingCommand(-1)
  return new PlainHeaderReader(text).read(command) && command
}

test('texts of any letters are written in the spelling of fastjson, and read back', () => {
  const random = new Random(5)
  for (let round = 0; round < 500; round++) {
    const command = new RemotingCommand(random.nextInt(400))
    command.remark = round % 3 === 0 ? null : randomText(random)
    const [name, value] = [randomText(random), randomText(random)]
    command.addExtField(name, value)
    const text = headerTextOf(command.encode())
    const quoted = (each: string): string => inFastJsonSpelling(JSON.stringify(each))
    const remark = command.remark === null ? '' : `,"remark":${quoted(command.remark)}`
    expect(text).toBe(
      `{"code":${command.code},"extFields":{${quoted(name)}:${quoted(value)}},"flag":0,"language":"JAVA","opaque":0${remark},` +
        `"serializeTypeCurrentRPC":"JSON","version":${command.version}}`,
    )
    expect(read(text)).toMatchObject({ code: command.code, remark: command.remark })
    expect((read(text) as RemotingCommand).extFields!.entries()).toEqual([[name, value]])
  }
})

test('a header without fields, with none, and with many', () => {
  const command = new RemotingCommand(1)
  expect(headerTextOf(command.encode())).toMatch(/^\{"code":1,"flag":0,/)
  command.extFields = new JavaHashMap()
  expect(headerTextOf(command.encode())).toMatch(/^\{"code":1,"extFields":\{\},"flag":0,/)
  for (let index = 0; index < 40; index++) command.addExtField(`name-${index}`, String(index))
  const again = read(headerTextOf(command.encode())) as RemotingCommand
  expect(again.extFields!.entries()).toEqual(command.extFields.entries())
})

const PLAIN = '{"code":1,"flag":0,"language":"JAVA","opaque":7,"version":3}'

test.each([
  ['a blank', PLAIN.replace(':', ': ')],
  ['a name in capitals', PLAIN.replace('code', 'Code')],
  ['a number as a text', PLAIN.replace('1', '"1"')],
  ['zeros in front', PLAIN.replace('1', '01')],
  ['a fraction', PLAIN.replace('1', '1.0')],
  ['too many digits', PLAIN.replace('1', '12345678901')],
  ['more than 32 bits', PLAIN.replace('1', '2147483648')],
  ['nothing', PLAIN.replace('1', 'null')],
  ['a member more', PLAIN.replace('{', '{"other":1,')],
  ['a member less', PLAIN.replace('"code":1,', '')],
  ['a control character', PLAIN.replace('JAVA', 'JA\u0001VA')],
  ['an escape that JSON lacks', PLAIN.replace('JAVA', 'JA\\x41VA')],
  ['something behind it', `${PLAIN} `],
  ['an end that is missing', PLAIN.slice(0, -1)],
  ['a text that does not end', PLAIN.slice(0, PLAIN.indexOf('JAVA'))],
  ['a field that is no text', PLAIN.replace('{', '{"extFields":{"a":1},')],
])('a header with %s is left to the reader that knows all of fastjson', (_, text) => {
  expect(read(text)).toBe(false)
})

test('the smallest number and the largest', () => {
  const extremes = '{"code":-2147483648,"flag":0,"language":"JAVA","opaque":2147483647,"version":3}'
  expect(read(extremes)).toMatchObject({ code: -2147483648, opaque: 2147483647 })
  expect(read(PLAIN.replace('1', '-0'))).toMatchObject({ code: 0 })
})
