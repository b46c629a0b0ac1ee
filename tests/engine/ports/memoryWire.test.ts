import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { Kernel } from '../../../engine/kernel/Kernel'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import type { LinkBehaviour } from '../../../engine/ports/memory/LinkTable'
import { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import type { Connection } from '../../../engine/ports/Wire'
import {
  AddressInUseError,
  ConnectionClosedError,
  ConnectionRefusedError,
  ConnectionResetError,
  ConnectTimeoutError,
} from '../../../engine/ports/Wire'

const CLIENT = '10.0.0.1'
const SERVER = '10.0.0.2'
const ADDRESS = `${SERVER}:9876`

/** A client's and a server's machine; what the server reads goes into `heard`, with the time in µs. */
class Scene {
  readonly kernel = new Kernel({ seed: 1 })
  readonly wire: MemoryWire
  readonly client: Process
  server: Process
  readonly accepted: Connection[] = []
  readonly heard: string[] = []
  readonly heardAt: number[] = []
  readonly events: string[] = []

  constructor(link: Partial<LinkBehaviour> = {}) {
    this.wire = new MemoryWire(this.kernel, link)
    this.client = this.kernel.createProcess({ name: 'client', host: CLIENT })
    this.server = this.kernel.createProcess({ name: 'server', host: SERVER })
    this.kernel.sink = { emit: (event) => this.events.push(event.type) }
    this.kernel.onUncaught = (_, error) => {
      throw error
    }
  }

  listen(): this {
    this.wire.listen(this.server, ADDRESS, (connection) => {
      this.accepted.push(connection)
      this.server.spawn('reader', () => this.hear(connection), true)
    })
    return this
  }

  private *hear(connection: Connection): Blocking<void> {
    try {
      for (;;) {
        const bytes = yield* connection.read()
        this.heard.push(bytes === null ? 'FIN' : decodeUtf8(bytes))
        this.heardAt.push(this.kernel.now)
        if (bytes === null) return
      }
    } catch (error) {
      if (!(error instanceof ConnectionResetError)) throw error
      this.heard.push('RST')
    }
  }

  /** Runs the client to its end, and everything else until nothing happens any more. */
  run(body: () => Blocking<void>): this {
    const main = this.client.spawn('main', body, true)
    this.kernel.run()
    if (main.isAlive && this.client.alive) throw new Error(`the client still waits for ${main.waitingFor}`)
    return this
  }

  *connect(timeoutMillis = 3000): Blocking<Connection> {
    return yield* this.wire.connect(this.client, ADDRESS, timeoutMillis)
  }

  at(millis: number, action: () => void): void {
    this.kernel.schedule(millis * 1000, 'test', action)
  }

  cut(isCut: boolean, from = CLIENT, to = SERVER): void {
    this.wire.changeLink(from, to, { isCut })
  }
}

/** What the body throws. */
function* caught(body: () => Blocking<unknown>): Blocking<unknown> {
  try {
    yield* body()
  } catch (error) {
    return error
  }
  return 'nothing was thrown'
}

describe('connecting', () => {
  it('takes one way there and one way back', () => {
    const scene = new Scene({ latencyMicros: 5000 }).listen()
    scene.run(function* () {
      const begin = scene.kernel.now
      const connection = yield* scene.connect()
      expect(scene.kernel.now - begin).toBeGreaterThanOrEqual(10_000)
      expect(scene.kernel.now - begin).toBeLessThan(10_010)
      expect([connection.localAddress, connection.remoteAddress]).toEqual([`${CLIENT}:50000`, ADDRESS])
    })
    const [server] = scene.accepted
    expect([server!.localAddress, server!.remoteAddress]).toEqual([ADDRESS, `${CLIENT}:50000`])
    expect(scene.events).toContain('connection-opened')
  })

  it('is refused at once when nobody listens', () => {
    const scene = new Scene()
    scene.run(function* () {
      const error = yield* caught(() => scene.connect())
      expect(error).toBeInstanceOf(ConnectionRefusedError)
      expect((error as ConnectionRefusedError).address).toBe(ADDRESS)
      expect(scene.kernel.now).toBeLessThan(1000)
    })
    expect(scene.events).toContain('connection-refused')
  })

  it.each([
    ['the machine has no power', (scene: Scene) => scene.wire.cutPower(SERVER)],
    ['the way there is cut', (scene: Scene) => scene.cut(true)],
    ['the way back is cut', (scene: Scene) => scene.cut(true, SERVER, CLIENT)],
  ])('times out when %s', (_, breakIt) => {
    const scene = new Scene().listen()
    breakIt(scene)
    scene.run(function* () {
      const error = yield* caught(() => scene.connect(3000))
      expect(error).toBeInstanceOf(ConnectTimeoutError)
      expect((error as ConnectTimeoutError).timeoutMillis).toBe(3000)
      expect(Math.round(scene.kernel.now / 1000)).toBe(3001)
    })
    expect(scene.events).toContain('connection-timed-out')
  })

  it('resets the other end when the answer comes after the time was over', () => {
    const scene = new Scene({ latencyMicros: 400_000 }).listen()
    scene.run(function* () {
      expect(yield* caught(() => scene.connect(500))).toBeInstanceOf(ConnectTimeoutError)
    })
    expect(scene.heard).toEqual(['RST'])
    expect(scene.wire.connections()).toEqual([])
  })

  it('gives each machine its own row of ports', () => {
    const scene = new Scene().listen()
    const other = scene.kernel.createProcess({ name: 'other', host: '10.0.0.3' })
    const ports: string[] = []
    other.spawn(
      'main',
      function* () {
        ports.push((yield* scene.wire.connect(other, ADDRESS, 1000)).localAddress)
      },
      true,
    )
    scene.run(function* () {
      ports.push((yield* scene.connect()).localAddress, (yield* scene.connect()).localAddress)
    })
    expect(ports.sort()).toEqual(['10.0.0.1:50000', '10.0.0.1:50001', '10.0.0.3:50000'])
  })

  it('resets the server when the client dies before the answer is there', () => {
    const scene = new Scene({ latencyMicros: 1000 }).listen()
    scene.at(1.5, () => scene.kernel.kill(scene.client))
    scene.run(function* () {
      yield* scene.connect()
    })
    expect(scene.heard).toEqual(['RST'])
  })
})

describe('listening', () => {
  it('takes an address once, until it is given back', () => {
    const scene = new Scene()
    const listener = scene.wire.listen(scene.server, ADDRESS, () => {})
    expect(() => scene.wire.listen(scene.client, ADDRESS, () => {})).toThrow(AddressInUseError)
    listener.close()
    expect(scene.wire.listen(scene.client, ADDRESS, () => {}).address).toBe(ADDRESS)
  })

  it('ends with the process, and the next one gets the address', () => {
    const scene = new Scene().listen()
    scene.kernel.kill(scene.server)
    scene.server = scene.kernel.createProcess({ name: 'server', host: SERVER })
    scene.listen().run(function* () {
      const connection = yield* scene.connect()
      connection.send(encodeUtf8('again'))
    })
    expect(scene.heard).toContain('again')
  })

  it('is not ended by a listener that was closed before', () => {
    const scene = new Scene()
    const first = scene.wire.listen(scene.client, ADDRESS, () => {})
    first.close()
    scene.listen()
    first.close()
    scene.run(function* () {
      expect((yield* scene.connect()).isOpen).toBe(true)
    })
  })
})

describe('sending', () => {
  it('delivers in order, after the latency and what the length takes', () => {
    const scene = new Scene({ latencyMicros: 1000, bytesPerMicro: 2 }).listen()
    let sent = 0
    scene.run(function* () {
      const connection = yield* scene.connect()
      sent = scene.kernel.now
      connection.send(encodeUtf8('x'.repeat(2000)))
      connection.send(encodeUtf8('short'))
    })
    expect(scene.heard).toEqual(['x'.repeat(2000), 'short'])
    expect(scene.heardAt[0]! - sent).toBeGreaterThanOrEqual(2000)
    expect(scene.heardAt[0]! - sent).toBeLessThan(2010)
  })

  it('is as slow as the link is now', () => {
    const scene = new Scene({ latencyMicros: 100 }).listen()
    let sent = 0
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.wire.changeLink(CLIENT, SERVER, { latencyMicros: 70_000 })
      sent = scene.kernel.now
      connection.send(encodeUtf8('slow'))
    })
    expect(scene.heardAt[0]! - sent).toBeGreaterThanOrEqual(70_000)
  })

  it('does not let what is sent later overtake when the link becomes fast', () => {
    const scene = new Scene({ latencyMicros: 50_000 }).listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      connection.send(encodeUtf8('first'))
      scene.wire.changeLink(CLIENT, SERVER, { latencyMicros: 10 })
      connection.send(encodeUtf8('second'))
    })
    expect(scene.heard).toEqual(['first', 'second'])
  })

  it('does not let the end of a connection overtake its beginning when the server dies and the link becomes fast', () => {
    const scene = new Scene({ latencyMicros: 50_000 }).listen()
    scene.at(60, () => {
      scene.wire.changeLink(SERVER, CLIENT, { latencyMicros: 10 })
      scene.kernel.kill(scene.server)
    })
    scene.run(function* () {
      const connection = yield* scene.connect()
      expect(connection.isOpen).toBe(false)
    })
    expect(scene.wire.connections()).toEqual([])
  })

  it('throws on a connection that is closed', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      connection.close()
      expect(() => connection.send(encodeUtf8('x'))).toThrow(ConnectionClosedError)
    })
  })
})

describe('a cut link', () => {
  it('holds back what is sent, and delivers it in order when it is whole again', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.cut(true)
      connection.send(encodeUtf8('one'))
      yield* sleep(10)
      connection.send(encodeUtf8('two'))
      yield* sleep(1000)
      expect(scene.heard).toEqual([])
      scene.cut(false)
      connection.send(encodeUtf8('three'))
    })
    expect(scene.heard).toEqual(['one', 'two', 'three'])
  })

  it('keeps the order of what was on its way and what was sent after the cut', () => {
    const scene = new Scene({ latencyMicros: 10_000 }).listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      connection.send(encodeUtf8('on its way'))
      yield* sleep(2)
      scene.cut(true)
      connection.send(encodeUtf8('after the cut'))
      yield* sleep(100)
      scene.cut(false)
    })
    expect(scene.heard).toEqual(['on its way', 'after the cut'])
  })

  it('lets the other direction through', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.cut(true)
      scene.accepted[0]!.send(encodeUtf8('still talking'))
      expect(decodeUtf8((yield* connection.read())!)).toBe('still talking')
    })
  })

  it('holds back the good-bye as well: the other end learns nothing before', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.cut(true)
      connection.close()
      yield* sleep(60_000)
      expect(scene.accepted[0]!.isOpen).toBe(true)
      scene.cut(false)
    })
    expect(scene.heard).toEqual(['FIN'])
  })
})

describe('the end of a connection', () => {
  it('is FIN when it is closed: what was sent before is read first', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      connection.send(encodeUtf8('last words'))
      connection.close()
      expect(yield* connection.read()).toBeNull()
    })
    expect(scene.heard).toEqual(['last words', 'FIN'])
    expect(scene.accepted[0]!.isOpen).toBe(false)
    expect(scene.events).toContain('connection-closed')
    expect(scene.wire.connections()).toEqual([])
  })

  it('is RST when a process is killed', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.kernel.kill(scene.server)
      const error = yield* caught(() => connection.read())
      expect(error).toBeInstanceOf(ConnectionResetError)
      expect((error as ConnectionResetError).address).toBe(ADDRESS)
      expect(yield* caught(() => scene.connect())).toBeInstanceOf(ConnectionRefusedError)
    })
    expect(scene.events).toContain('connection-reset')
  })

  it('is RST when something is sent to an end that has closed', () => {
    const scene = new Scene({ latencyMicros: 1000 }).listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.accepted[0]!.close()
      connection.send(encodeUtf8('crosses the FIN'))
      expect(yield* connection.read()).toBeNull()
      expect(connection.isOpen).toBe(false)
    })
    expect(scene.heard).toEqual(['FIN'])
  })
})

describe('a power cut', () => {
  it('is silence, and a reset after the machine is back and hears of a connection that it does not know', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.wire.cutPower(SERVER)
      scene.kernel.kill(scene.server)
      connection.send(encodeUtf8('into the void'))
      yield* sleep(10_000)
      expect(connection.isOpen).toBe(true)
      scene.wire.restorePower(SERVER)
      yield* sleep(10_000)
      expect(connection.isOpen).toBe(true)
      connection.send(encodeUtf8('are you there?'))
      expect(yield* caught(() => connection.read())).toBeInstanceOf(ConnectionResetError)
    })
    expect(scene.heard).toEqual([])
  })

  it('stops what arrives while there is none', () => {
    const scene = new Scene({ latencyMicros: 10_000 }).listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      connection.send(encodeUtf8('on its way'))
      yield* sleep(2)
      scene.wire.cutPower(SERVER)
      scene.kernel.kill(scene.server)
    })
    expect(scene.heard).toEqual([])
  })

  it('loses what the machine had yet to send', () => {
    const scene = new Scene().listen()
    scene.run(function* () {
      const connection = yield* scene.connect()
      scene.cut(true, SERVER, CLIENT)
      scene.accepted[0]!.send(encodeUtf8('held back'))
      scene.wire.cutPower(SERVER)
      scene.kernel.kill(scene.server)
      scene.wire.restorePower(SERVER)
      scene.cut(false, SERVER, CLIENT)
      yield* sleep(1000)
      connection.send(encodeUtf8('ping'))
      expect(yield* caught(() => connection.read())).toBeInstanceOf(ConnectionResetError)
    })
  })
})
