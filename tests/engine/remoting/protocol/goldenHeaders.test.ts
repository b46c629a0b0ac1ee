import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { SendMessageRequestHeaderV2 } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'
import { HEADER_CLASSES } from '../../support/headerClasses'

interface Vector {
  class: string
  requestCode: number
  fields: Record<string, string | number | boolean>
  JSON: string
  ROCKETMQ: string
}

const HEADERS = path.resolve(import.meta.dirname, '../../../../engine/remoting/protocol/header')
const ours = new Set(Object.keys(HEADER_CLASSES))
const vectors = goldenLines<Vector>('vectors/command-headers.jsonl')
const named = vectors.map((vector) => ({ ...vector, name: vector.class.slice(vector.class.lastIndexOf('.') + 1) }))

/** The command that the vectors were made with, read from the golden frame itself but for its header. */
function commandLike(golden: RemotingCommand, header: object): RemotingCommand {
  const command = RemotingCommand.createRequestCommand(golden.code, header)
  command.opaque = golden.opaque
  command.flag = golden.flag
  command.remark = golden.remark
  command.body = golden.body
  command.serializeTypeCurrentRPC = golden.serializeTypeCurrentRPC
  return command
}

describe('headers as RocketMQ 5.3.2 encodes them', () => {
  test('all headers that we have are looked at', () => {
    expect(readdirSync(HEADERS).map((file) => file.replace('.ts', '')).sort()).toEqual([...ours].sort())
  })

  test('the golden file has the headers that we have', () => {
    const golden = new Set(named.map((vector) => vector.name))
    expect([...ours].filter((name) => !golden.has(name))).toEqual([])
    expect(named.filter((vector) => ours.has(vector.name)).length).toBeGreaterThan(30)
  })

  for (const vector of named.filter(({ name }) => ours.has(name))) {
    for (const encoding of ['JSON', 'ROCKETMQ'] as const) {
      test(`${vector.name} in ${encoding}`, () => {
        const type = HEADER_CLASSES[vector.name]!
        const bytes = hexToBytes(vector[encoding])
        const golden = RemotingCommand.decode(bytes)
        const header = Object.assign(new type(), vector.fields)
        const encoded = commandLike(golden, header).encode()
        // The vectors were not made with the encoder that the network uses, which has its own order for some headers.
        const isFast = encoding === 'ROCKETMQ' && type.fastFields !== undefined
        if (!isFast) expect(bytesToHex(encoded)).toBe(vector[encoding])
        const fields = RemotingCommand.decode(encoded).extFields ?? new Map<string, string>()
        expect(texts(vector.fields)).toMatchObject(Object.fromEntries(fields.entries()))
        if (isFast) {
          const written = type.fastFields!.filter((name) => name in vector.fields)
          expect(fields.keys()).toEqual(expect.arrayContaining(written))
        }
        const decoded = golden.decodeCommandCustomHeader(type) as Record<string, unknown>
        const isRead = ([name]: [string, unknown]): boolean => type.fastFields?.includes(name) ?? true
        expect({ ...decoded }).toMatchObject(Object.fromEntries(Object.entries(header).filter(isRead)))
      })
    }
  }
})

function texts(fields: Vector['fields']): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

describe('headers that the binary encoding writes in an order of their own', () => {
  const frames = goldenLines<{ name: string; hex: string }>('wire/21-producers-ROCKETMQ.jsonl')

  test.each(frames.filter(({ name }) => name === 'SEND_MESSAGE_V2'))('$name #$i', ({ hex }) => {
    const golden = RemotingCommand.decode(hexToBytes(hex))
    const header = golden.decodeCommandCustomHeader(SendMessageRequestHeaderV2)
    expect(bytesToHex(commandLike(golden, header).encode())).toBe(hex)
  })

  test.each(frames.filter(({ name }) => name === 'RESP:SEND_MESSAGE_V2'))('$name #$i', ({ hex }) => {
    const golden = RemotingCommand.decode(hexToBytes(hex))
    const command = commandLike(golden, golden.decodeCommandCustomHeader(SendMessageResponseHeader))
    for (const name of ['MSG_REGION', 'TRACE_ON']) command.addExtField(name, golden.getExtField(name)!)
    expect(bytesToHex(command.encode())).toBe(hex)
  })
})
