import { describe, expect, test } from 'vitest'
import { describeFrame } from '../../../engine/worker/describeFrame'
import type { FrameField } from '../../../engine/worker/protocol'
import { goldenLines, hexToBytes } from '../support/golden'

interface Frame {
  serverPort: number
  header: { code: number; flag: number; extFields?: Record<string, string> }
  bodyLen: number
  hex: string
}

const FILES = ['02-quick', '03-producers', '21-producers-ROCKETMQ']

/** The long names beside the letters, as the comments of the Java class have them but for `l`, which has another name there. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  a: 'producerGroup (a)', b: 'topic (b)', c: 'defaultTopic (c)', d: 'defaultTopicQueueNums (d)', e: 'queueId (e)',
  f: 'sysFlag (f)', g: 'bornTimestamp (g)', h: 'flag (h)', i: 'properties (i)', j: 'reconsumeTimes (j)', k: 'unitMode (k)',
  l: 'maxReconsumeTimes (l)', m: 'batch (m)', n: 'bname (n)',
}

describe('a frame as fields beside bytes', () => {
  for (const file of FILES) {
    test(`${file}: every byte of the header's fields is where the field says`, () => {
      for (const frame of goldenLines<Frame>(`wire/${file}.jsonl`)) {
        if (frame.serverPort === 10912) continue
        const bytes = hexToBytes(frame.hex)
        const fields = describeFrame(bytes)
        const header = named(fields, 'header')
        expect(fields.reduce((sum, field) => sum + field.length, 0)).toBe(bytes.length)
        expect(named(fields, 'body', true)?.length ?? 0).toBe(frame.bodyLen)
        expect(named(header.children!, 'code').value).toBe(String(frame.header.code))
        for (const [name, value] of Object.entries(frame.header.extFields ?? {})) {
          const field = named(extFieldsOf(fields), shownName(frame, name))
          const text = Buffer.from(bytes.subarray(field.offset, field.offset + field.length)).toString('utf8')
          expect(text).toContain(name)
          expect(text.replaceAll('\\u0001', '\u0001').replaceAll('\\u0002', '\u0002').replaceAll('\\"', '"')).toContain(value)
        }
      }
    })

    test(`${file}: letters of a request that sends have their long names, and no other field has`, () => {
      const sends = new Set<string>()
      for (const frame of goldenLines<Frame>(`wire/${file}.jsonl`)) {
        if (frame.serverPort === 10912) continue
        const names = extFieldsOf(describeFrame(hexToBytes(frame.hex))).map(({ name }) => name)
        const isNamed = names.filter((name) => name.includes('('))
        if (!isSend(frame)) expect(isNamed).toEqual([])
        for (const name of isNamed) sends.add(name)
      }
      // Only a consumer that hands a message back names a limit of its tries.
      expect([...sends].sort()).toEqual(Object.values(LONG_NAMES).filter((name) => !name.endsWith('(l)')).sort())
    })
  }
})

/** With letters: 310 is SEND_MESSAGE_V2, 320 a batch, 325 a reply. */
function isSend({ header }: Frame): boolean {
  return (header.flag & 1) === 0 && [310, 320, 325].includes(header.code)
}

function shownName(frame: Frame, name: string): string {
  return isSend(frame) ? LONG_NAMES[name] ?? name : name
}

function extFieldsOf(fields: readonly FrameField[]): readonly FrameField[] {
  return named(named(fields, 'header').children!, 'extFields', true)?.children ?? []
}

function named(fields: readonly FrameField[], name: string): FrameField
function named(fields: readonly FrameField[], name: string, optional: true): FrameField | undefined
function named(fields: readonly FrameField[], name: string, optional = false): FrameField | undefined {
  const field = fields.find((each) => each.name === name)
  if (field === undefined && !optional) throw new Error(`no field ${name} among ${fields.map((each) => each.name).join(', ')}`)
  return field
}
