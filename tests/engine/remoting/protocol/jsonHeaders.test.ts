import { describe, expect, test } from 'vitest'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { goldenLines } from '../../support/golden'

interface Vector {
  readonly text: string
  /** What RocketMQ 5.3.2 makes of it; null: it closes the connection. */
  readonly command: Readonly<Record<string, unknown>> | null
}

function frameOf(header: string): Uint8Array {
  const bytes = encodeUtf8(header)
  const frame = new Uint8Array(8 + bytes.length)
  new DataView(frame.buffer).setInt32(0, 4 + bytes.length)
  new DataView(frame.buffer).setInt32(4, bytes.length)
  frame.set(bytes, 8)
  return frame
}

function decoded(text: string): Record<string, unknown> {
  const { code, language, version, opaque, flag, remark, extFields } = RemotingCommand.decode(frameOf(text))
  const fields = extFields && Object.fromEntries(extFields.entries())
  return { code, language, version, opaque, flag, remark, extFields: fields }
}

/** fastjson puts a member that is null into the map, where it counts for nothing; we leave it out. */
function expected(command: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = command['extFields'] as Record<string, unknown> | null
  const kept = fields && Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  return { ...command, extFields: kept }
}

describe('JSON headers that no client of RocketMQ writes', () => {
  const vectors = goldenLines<Vector>('vectors/json-headers.jsonl')

  test.each(vectors.map((vector) => [vector.text.slice(0, 90), vector] as const))('%s', (_, { text, command }) => {
    if (command === null) expect(() => RemotingCommand.decode(frameOf(text))).toThrow('the header is not that of a command')
    else expect(decoded(text)).toMatchObject(expected(command))
  })

  test('an object as a field is refused or converted, whatever it is called', () => {
    for (const name of ['toString', '__proto__', 'constructor', 'valueOf']) {
      expect(() => RemotingCommand.decode(frameOf(`{"code":{"${name}":1}}`))).toThrow('the header is not that of a command')
      expect(decoded(`{"code":1,"extFields":{"${name}":{"a":1}}}`)['extFields']).toEqual(Object.fromEntries([[name, '{"a":1}']]))
    }
  })

  test('fields keep the order of the map, whatever they are called', () => {
    const text = '{"code":1,"extFields":{"10":"a","b":"c","__proto__":"d","7":"e"},"flag":0,"language":"JAVA","opaque":1,"version":0}'
    const { extFields } = RemotingCommand.decode(RemotingCommand.decode(frameOf(text)).encode())
    expect(extFields!.entries()).toEqual(RemotingCommand.decode(frameOf(text)).extFields!.entries())
    expect(extFields!.keys()).toHaveLength(4)
  })
})
