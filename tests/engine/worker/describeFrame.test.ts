import { describe, expect, test } from 'vitest'
import { describeFrame } from '../../../engine/worker/describeFrame'
import type { FrameField } from '../../../engine/worker/protocol'
import { goldenLines, hexToBytes } from '../support/golden'

interface Frame {
  serverPort: number
  header: { code: number; extFields?: Record<string, string> }
  bodyLen: number
  hex: string
}

const FILES = ['02-quick', '03-producers', '21-producers-ROCKETMQ']

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
          const field = named(named(header.children!, 'extFields').children!, name)
          const text = Buffer.from(bytes.subarray(field.offset, field.offset + field.length)).toString('utf8')
          expect(text).toContain(name)
          expect(text.replaceAll('\\u0001', '\u0001').replaceAll('\\u0002', '\u0002').replaceAll('\\"', '"')).toContain(value)
        }
      }
    })
  }
})

function named(fields: readonly FrameField[], name: string): FrameField
function named(fields: readonly FrameField[], name: string, optional: true): FrameField | undefined
function named(fields: readonly FrameField[], name: string, optional = false): FrameField | undefined {
  const field = fields.find((each) => each.name === name)
  if (field === undefined && !optional) throw new Error(`no field ${name} among ${fields.map((each) => each.name).join(', ')}`)
  return field
}
