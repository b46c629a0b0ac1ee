import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import type { Connection } from '../../../engine/ports/Wire'
import { FrameDecoder } from '../../../engine/remoting/netty/FrameDecoder'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { framesOf } from '../support/framesOf'
import { goldenLines, hexToBytes } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import { NameServerScene } from './support/NameServerScene'

interface GoldenFrame {
  readonly conn: number
  readonly serverPort: number
  readonly kind: 'request' | 'oneway' | 'response'
  readonly name: string
  readonly header: { readonly opaque: number; readonly code: number }
  readonly hex: string
}

interface Answer {
  readonly name: string
  readonly ours: string
  readonly theirs: string
}

/** Sends every captured request to our name server, and returns its answers beside the captured ones. */
function replay(files: readonly string[], scene: NameServerScene): Answer[] {
  const answers: Answer[] = []
  const connections = new Map<string, Connection>()
  scene.run(function* () {
    yield* sleep(10)
    for (const file of files) {
      const frames = goldenLines<GoldenFrame>(`wire/${file}.jsonl`).filter((each) => each.serverPort === 9876)
      for (const request of frames.filter((each) => each.kind === 'request')) {
        const isAnswer = (each: GoldenFrame): boolean =>
          each.kind === 'response' && each.conn === request.conn && each.header.opaque === request.header.opaque
        const theirs = frames.find(isAnswer)!
        const key = `${file} ${request.conn}`
        const { operator, wire, address } = scene
        const connection = connections.get(key) ?? (yield* wire.connect(operator.process, address, 3000))
        connections.set(key, connection)
        const ours = yield* exchange(connection, hexToBytes(request.hex))
        answers.push({ name: request.name, ours: comparable(ours), theirs: comparable(hexToBytes(theirs.hex)) })
      }
    }
  })
  return answers
}

function* exchange(connection: Connection, frame: Uint8Array): Blocking<Uint8Array> {
  const decoder = new FrameDecoder()
  connection.send(frame)
  for (;;) {
    const [answer] = framesOf(decoder, (yield* connection.read())!)
    if (answer !== undefined) return answer
  }
}

/** The bytes as text; where the original says something in words, everything but the words. */
function comparable(frame: Uint8Array): string {
  const bytes = decodeUtf8(frame)
  const command = RemotingCommand.decode(frame)
  if (command.remark === null) return bytes
  return `${command.code} ${command.opaque} ${command.flag} ${command.body} and a remark`
}

function expectSame(answers: readonly Answer[], count: number): void {
  for (const { name, ours, theirs } of answers) expect(ours, name).toBe(theirs)
  expect(answers).toHaveLength(count)
}

/** As it was on the disk of the captured name server. */
function diskWithOrderConf(): MemoryDisk {
  const disk = new MemoryDisk()
  runInKernel(function* () {
    const file = yield* disk.open('namesrv/kvConfig.json', true)
    file.write(0, encodeUtf8('{"configTable":{"ORDER_TOPIC_CONFIG":{"TopicAdmin":"broker-a:2"}}}'))
  })
  return disk
}

describe('frames of a captured run', () => {
  it('are answered as the original answered them: start, one message, end', () => {
    expectSame(replay(['01-boot', '02-quick', '02b-shutdown'], new NameServerScene({ host: '127.0.0.1' })), 10)
  })

  it('are answered as the original answered them: master and slave, with an order configuration', () => {
    const scene = new NameServerScene({ host: '127.0.0.1', disk: diskWithOrderConf() })
    expectSame(replay(['40-ha-master-slave.namesrv'], scene), 14)
  })

  it('are answered in the binary encoding by a server that is told so', () => {
    const scene = new NameServerScene({ host: '127.0.0.1', disk: diskWithOrderConf() })
    scene.process.spawn('configure', function* () {
      RemotingCommand.setDefaultSerializeType('ROCKETMQ')
    })
    expectSame(replay(['20-boot-ROCKETMQ'], scene), 1)
  })
})
