import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Definitions } from '../../../components/source/server/definitions'
import type { DefinitionLink } from '../../../components/source/server/definitions'
import { listReadableFiles } from '../../../components/source/server/engineFiles'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const IMPL = 'engine/client/impl/producer/DefaultMQProducerImpl.ts'

let definitions: Definitions
beforeAll(() => {
  definitions = new Definitions(ROOT)
})

function linesOf(file: string): string[] {
  return readFileSync(path.join(ROOT, file), 'utf8').split('\n')
}

/** Where the name leads that stands in the first line with the text; null if it is no link. */
function follow(file: string, text: string, name: string): (DefinitionLink & { readonly text: string }) | null {
  const lines = linesOf(file)
  const line = lines.findIndex((each) => each.includes(text)) + 1
  expect(line, text).toBeGreaterThan(0)
  const link = definitions.linksOf(file).find((each) => {
    return each.line === line && lines[line - 1]!.slice(each.column, each.column + each.length) === name
  })
  return link === undefined ? null : { ...link, text: linesOf(link.file)[link.target - 1]!.trim() }
}

describe('a name in the source', () => {
  test('leads to a method of the same class', () => {
    const link = follow(IMPL, 'this.makeSureStateOK()', 'makeSureStateOK')!
    expect(link.file).toBe(IMPL)
    expect(link.text).toMatch(/makeSureStateOK\(\)/)
    expect(link.target).not.toBe(link.line)
  })

  test('leads to a method, a class, a constant and a function of other files', () => {
    expect(follow(IMPL, 'Validators.checkMessage(', 'Validators')).toMatchObject({
      file: 'engine/client/Validators.ts', text: expect.stringMatching(/\bValidators\b/) as string,
    })
    expect(follow(IMPL, 'Validators.checkMessage(', 'checkMessage')).toMatchObject({
      file: 'engine/client/Validators.ts', text: expect.stringMatching(/checkMessage\(/) as string,
    })
    expect(follow('engine/client/impl/MQClientAPIImpl.ts', 'RequestCode.HEART_BEAT', 'HEART_BEAT')).toMatchObject({
      file: 'engine/remoting/protocol/RequestCode.ts', text: expect.stringMatching(/^HEART_BEAT:/) as string,
    })
    expect(follow(IMPL, 'import { currentTimeMillis', 'currentTimeMillis')).toMatchObject({
      text: expect.stringMatching(/^export function currentTimeMillis/) as string,
    })
  })

  test('leads to a field, and from the name of an interface to its method', () => {
    expect(follow(IMPL, 'this.serviceState', 'serviceState')).toMatchObject({ file: IMPL })
    expect(follow('engine/remoting/netty/NettyRemotingAbstract.ts', 'processor.processRequest(', 'processRequest')).toMatchObject({
      file: 'engine/remoting/netty/NettyRequestProcessor.ts',
    })
  })

  test('is no link where the definition is the name itself, or a variable that is on the screen', () => {
    expect(follow(IMPL, 'const timesTotal', 'timesTotal')).toBeNull()
    const own = definitions.linksOf(IMPL).filter(({ file, target, line }) => file === IMPL && target === line)
    expect(own).toEqual([])
  })
})

test('every link of the engine lies on its name and leads to a line that has it', () => {
  const texts = new Map(listReadableFiles(ROOT).map((file) => [file, linesOf(file)] as const))
  const program = definitions.program()
  let count = 0
  const wrong: string[] = []
  for (const [file, lines] of texts) {
    for (const { line, column, length, file: to, target } of definitions.linksOf(file, program)) {
      count++
      const name = lines[line - 1]!.slice(column, column + length)
      const isRenamed = new RegExp(`\\bas ${name}\\b|\\b${name} as\\b`).test(lines.join('\n'))
      if (!isRenamed && !texts.get(to)![target - 1]!.includes(name)) wrong.push(`${file}:${line} ${name} → ${to}:${target}`)
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(20_000)
})
