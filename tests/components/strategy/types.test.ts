import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { rocketmqTypes } from '../../../components/editor/server/rocketmqTypes'
import { NotForReaders, readersModule } from '../../../components/strategy/server/readersModule'
import { LISTENER_BUILT_INS } from '../../../components/strategy/logic/listeners'
import { readAllocations } from '../../../components/strategy/server/readAllocations'
import { exercisesIn } from '../../../content/exercises'
import { readBuiltIns } from '../../../components/strategy/server/readBuiltIns'
import { START_ALLOCATION, START_CODE, START_LISTENER } from '../../../components/strategy/logic/start'

const LIBRARY = rocketmqTypes()

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true, noEmit: true, types: [],
}

/** The compiler's own library is read once. */
const library = new Map<string, ts.SourceFile | undefined>()

/** The compiler's complaints about strategies, in its own words. All of them are looked at in one go, which takes time. */
function complaints(...codes: readonly string[]): string[] {
  const files: Record<string, string> = { '/rocketmq.d.ts': LIBRARY }
  for (const [index, code] of codes.entries()) files[`/strategy${index}.ts`] = code
  const host = ts.createCompilerHost(OPTIONS)
  const { getSourceFile, fileExists } = host
  host.getSourceFile = (name, ...rest) => {
    const text = files[name]
    if (text !== undefined) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
    if (!library.has(name)) library.set(name, getSourceFile(name, ...rest))
    return library.get(name)
  }
  host.fileExists = (name) => name in files || fileExists(name)
  const program = ts.createProgram(Object.keys(files), OPTIONS, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const GOOD = `
import type { Message, MessageQueue, MessageQueueSelector, SendMessageContext } from 'rocketmq'
import { currentTimeMillis, javaHashCode, random } from 'rocketmq'
export default class Mine implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const start = Math.abs(javaHashCode(String(arg))) + random.nextInt(2) + currentTimeMillis()
    return mqs[start % mqs.length] ?? mqs.find((mq) => mq.getBrokerName() === msg.getKeys()) ?? null
  }
  sendMessageAfter(context: SendMessageContext): void {
    if (context.exception === null && context.costMillis > 50) void context.sendResult?.messageQueue.queueId
  }
}`

describe('the types of the editor', () => {
  it('are those of the engine, with their comments', () => {
    expect(LIBRARY).toContain('export interface MessageQueueSelector')
    expect(LIBRARY).toContain('One queue of a topic on one broker.')
    expect(LIBRARY).not.toContain('private')
    expect(LIBRARY).not.toMatch(/from '\.\.?\//)
  })

  it('accept a strategy', () => {
    expect(complaints(GOOD)).toEqual([])
  })

  it('object to a method that there is not, and to a result that is no queue', () => {
    expect(complaints(GOOD.replace('getBrokerName', 'getBroker'))).toHaveLength(1)
    expect(complaints(GOOD.replace('return mqs[', 'return start || mqs['))).toHaveLength(1)
  })

  it('hide what the engine keeps to itself', () => {
    expect(complaints(`import type { JavaHashMap } from 'rocketmq'\nexport type A = JavaHashMap<string>`)).toHaveLength(1)
  })
})

describe('what a reader may start from', () => {
  it('compiles against these types, all of it', async () => {
    const builtIns = await readBuiltIns()
    expect(builtIns.map(({ name }) => name)).toContain('hash')
    expect(complaints(START_CODE, ...builtIns.map(({ code }) => code))).toEqual([])
  })

  it('so do ways to share queues, listeners and the solutions of exercises', async () => {
    const allocations = await readAllocations()
    const solutions = (['selector', 'allocation', 'listener'] as const).flatMap((kind) => exercisesIn('en', kind)).map(({ solution }) => solution)
    const listeners = LISTENER_BUILT_INS.map(({ code }) => code)
    expect(allocations).toHaveLength(5)
    const all = [START_ALLOCATION, START_LISTENER, ...allocations.map(({ code }) => code), ...listeners, ...solutions]
    expect(complaints(...all)).toEqual([])
  })

  it('imports from nowhere else', () => {
    const source = `import { Thread } from '../../kernel/Thread'\nexport class A {\n  b = Thread\n}\n`
    expect(() => readersModule(source)).toThrow(NotForReaders)
    expect(readersModule(source.replace('b = Thread', 'b = Thread.currentThread().process.random')))
      .toContain("import { random } from 'rocketmq'")
  })
})
