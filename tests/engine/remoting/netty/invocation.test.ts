import { describe, expect, it } from 'vitest'
import { ThreadPoolExecutor } from '../../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { RemotingConnectException } from '../../../../engine/remoting/exception/RemotingConnectException'
import { RemotingSendRequestException } from '../../../../engine/remoting/exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../../../../engine/remoting/exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../../../../engine/remoting/exception/RemotingTooMuchRequestException'
import { NettyClientConfig } from '../../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../../engine/remoting/netty/NettyRemotingClient'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { caught } from '../../support/caught'
import { ADDRESS, BROKEN, BUSY, CLIENT, command, ECHO, Heard, RemotingScene, SILENT, SLOW } from './support/RemotingScene'

describe('a request', () => {
  it('is answered, synchronously', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const response = yield* scene.sync(ECHO, 3000, { text: 'hello' })
      expect([response.code, response.getExtField('text')]).toEqual([ResponseCode.SUCCESS, 'hello'])
      expect(scene.client.getResponseTableSize()).toBe(0)
      expect(scene.permits).toBe(65_535)
    })
  })

  it('is answered, asynchronously: first operationComplete, then operationSucceed', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const heard = yield* scene.async(ECHO, 3000, { text: 'hello' })
      expect(heard.calls).toEqual([])
      yield* sleep(10)
      expect(heard.calls).toEqual(['complete', 'succeed'])
      expect(heard.response!.getExtField('text')).toBe('hello')
      expect(scene.permits).toBe(65_535)
    })
  })

  it('is not answered when it is oneway, not even by an error', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      for (const code of [ECHO, BROKEN, BUSY, 99]) yield* scene.oneway(code)
      yield* sleep(10)
      expect(server.requests.sort()).toEqual([ECHO, BROKEN])
      const sent: string[] = []
      scene.kernel.sink = { emit: (event) => sent.push(event.type) }
      yield* sleep(1000)
      expect(sent.filter((type) => type === 'frame-received')).toEqual([])
      expect(scene.onewayPermits).toBe(65_535)
    })
  })

  it('finds its own answer among many, in whatever order they come', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const slow = yield* scene.async(SLOW, 3000, { text: 'slow', millis: '50' })
      const fast = yield* scene.async(ECHO, 3000, { text: 'fast' })
      yield* sleep(100)
      expect([slow.response!.getExtField('text'), fast.response!.getExtField('text')]).toEqual(['slow', 'fast'])
      expect(slow.at).toBeGreaterThan(fast.at)
    })
  })

  it('goes the other way too: the server calls the client over the same connection', () => {
    const scene = new RemotingScene()
    const { server, process } = scene.serve()
    const answers: string[] = []
    scene.run(function* () {
      scene.client.registerProcessor(
        77,
        {
          rejectRequest: () => false,
          *processRequest({ channel }, request) {
            answers.push(`client was asked by ${channel.remoteAddress}`)
            return yield* scene.sync(ECHO, 3000, { text: request.getExtField('text') ?? '' })
          },
        },
        scene.client.getPublicExecutor(),
      )
      server.registerProcessor(
        78,
        {
          rejectRequest: () => false,
          *processRequest({ channel }) {
            const response = yield* server.invokeSync(channel, command(77, { text: 'round trip' }), 1000)
            answers.push(`server was told ${response.getExtField('text')}`)
            return response
          },
        },
        scene.client.getPublicExecutor(),
      )
      expect(process.alive).toBe(true)
      yield* scene.sync(78)
    })
    expect(answers).toEqual([`client was asked by ${ADDRESS}`, 'server was told round trip'])
  })

  it.each([
    ['an unknown code', 99, ResponseCode.REQUEST_CODE_NOT_SUPPORTED, '99'],
    ['a processor that throws', BROKEN, ResponseCode.SYSTEM_ERROR, 'the processor is broken'],
    ['a processor that takes nothing', BUSY, ResponseCode.SYSTEM_BUSY, '[REJECTREQUEST]'],
  ])('is answered with an error by %s', (_, code, expected, remark) => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const response = yield* scene.sync(code)
      expect(response.code).toBe(expected)
      expect(response.remark).toContain(remark)
    })
  })

  it('is answered with SYSTEM_BUSY when the queue of the pool is full', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      for (let count = 0; count < 3; count++) yield* scene.async(SLOW, 3000, { millis: '500' })
      yield* sleep(10)
      const response = yield* scene.sync(ECHO)
      expect([response.code, response.remark]).toEqual([
        ResponseCode.SYSTEM_BUSY,
        expect.stringContaining('[OVERLOAD]') as string,
      ])
    })
  })

  it('arrives in pieces of any size', () => {
    const scene = new RemotingScene({ link: { bytesPerMicro: 1 } })
    const server = scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      const connection = yield* scene.wire.connect(scene.process, ADDRESS, 1000)
      const body = encodeUtf8('b'.repeat(100))
      const frames = ['one', 'two'].map((text) => Object.assign(command(ECHO, { text }), { body }).encode())
      const stream = Uint8Array.from([...frames[0]!, ...frames[1]!])
      for (const byte of stream.subarray(0, 40)) connection.send(Uint8Array.of(byte))
      connection.send(stream.subarray(40, frames[0]!.length + 7))
      yield* sleep(5)
      expect(server.requests).toEqual([ECHO])
      connection.send(stream.subarray(frames[0]!.length + 7))
      yield* sleep(5)
      expect(server.requests).toEqual([ECHO, ECHO])
    })
  })

  it.each([
    ['a length beyond 16 MiB', [1, 0, 0, 0]],
    ['a negative length', [255, 255, 255, 255]],
    ['a frame without a header', [0, 0, 0, 0]],
    ['a header that is longer than the frame', [0, 0, 0, 6, 0, 0, 0, 9, 1, 2]],
    ['an unknown serialize type', [0, 0, 0, 6, 7, 0, 0, 2, 1, 2]],
    ['a header that is not JSON', [0, 0, 0, 6, 0, 0, 0, 2, 123, 123]],
  ])('costs the connection when it is no request at all: %s', (_, bytes) => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      const connection = yield* scene.wire.connect(scene.process, ADDRESS, 1000)
      connection.send(Uint8Array.from(bytes))
      expect(yield* connection.read()).toBeNull()
      yield* sleep(5)
      expect(server.events).toContain(`EXCEPTION ${CLIENT}:50000`)
    })
  })
})

describe('cannot connect', () => {
  it('refused: RemotingConnectException at once, for sync and async; silence for oneway', () => {
    const scene = new RemotingScene()
    scene.run(function* () {
      const error = yield* scene.syncError(ECHO)
      expect(error).toBeInstanceOf(RemotingConnectException)
      expect((error as RemotingConnectException).addr).toBe(ADDRESS)
      expect(scene.now).toBeLessThan(5)
      const heard = yield* scene.async(ECHO)
      yield* sleep(5)
      expect(heard.errors[0]).toBeInstanceOf(RemotingConnectException)
      yield* scene.oneway(ECHO)
      yield* sleep(5)
    })
  })

  it('black-holed: after the time for connecting, whatever time the caller has', () => {
    const scene = new RemotingScene({ client: { connectTimeoutMillis: 3000 } })
    scene.serve()
    scene.cut(true)
    scene.run(function* () {
      const error = yield* scene.syncError(ECHO, 1000)
      expect(error).toBeInstanceOf(RemotingConnectException)
      expect(scene.now).toBe(3001)
      const heard = yield* scene.async(ECHO, 1000)
      expect(scene.now).toBe(3001)
      yield* sleep(3100)
      expect(heard.errors[0]).toBeInstanceOf(RemotingConnectException)
      expect(heard.at).toBe(6002)
      yield* scene.oneway(ECHO)
      yield* sleep(4000)
    })
  })

  it('without any name server: RemotingConnectException for all three', () => {
    const scene = new RemotingScene()
    scene.run(function* () {
      expect(yield* scene.syncError(ECHO, 1000, {}, null)).toBeInstanceOf(RemotingConnectException)
      const heard = yield* scene.async(ECHO, 1000, {}, null)
      expect(heard.errors[0]).toBeInstanceOf(RemotingConnectException)
      let error: unknown
      try {
        yield* scene.oneway(ECHO, 1000, {}, null)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(RemotingConnectException)
    })
  })

  it('is forgotten: the next call tries anew', () => {
    const scene = new RemotingScene()
    scene.run(function* () {
      expect(yield* scene.syncError(ECHO)).toBeInstanceOf(RemotingConnectException)
      scene.serve()
      yield* sleep(1)
      expect((yield* scene.sync(ECHO)).code).toBe(ResponseCode.SUCCESS)
    })
  })
})

describe('the time is used up by connecting', () => {
  const slow = { link: { latencyMicros: 300_000 } }

  it('sync: RemotingTimeoutException, and nothing is sent', () => {
    const scene = new RemotingScene(slow)
    const server = scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      expect(yield* scene.syncError(ECHO, 500)).toBeInstanceOf(RemotingTimeoutException)
      yield* sleep(1000)
      expect(server.requests).toEqual([])
    })
  })

  it('async: the callback fails twice, as in the original, and nothing is sent', () => {
    const scene = new RemotingScene(slow)
    const server = scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      const heard = yield* scene.async(ECHO, 500)
      yield* sleep(2000)
      expect(heard.errors[0]).toBeInstanceOf(RemotingTooMuchRequestException)
      expect(heard.errors[1]).toBeInstanceOf(RemotingTimeoutException)
      expect(heard.calls).toEqual(['fail', 'complete', 'fail'])
      expect(server.requests).toEqual([])
      expect(scene.permits).toBe(65_535)
    })
  })
})

describe('no permit', () => {
  it('sync: RemotingSendRequestException, whose cause is a timeout', () => {
    const scene = new RemotingScene({ client: { clientAsyncSemaphoreValue: 1 } })
    scene.serve()
    scene.run(function* () {
      yield* scene.async(SLOW, 3000, { millis: '2000' })
      yield* sleep(5)
      const begin = scene.now
      const error = yield* scene.syncError(ECHO, 500)
      expect(error).toBeInstanceOf(RemotingSendRequestException)
      expect((error as Error).cause).toBeInstanceOf(RemotingTimeoutException)
      expect(scene.now - begin).toBe(501)
    })
  })

  it('async: RemotingTimeoutException, or TooMuch when there is no time to wait', () => {
    const scene = new RemotingScene({ client: { clientAsyncSemaphoreValue: 1 } })
    scene.serve()
    scene.run(function* () {
      yield* scene.async(SLOW, 3000, { millis: '2000' })
      yield* sleep(5)
      const waited = yield* scene.async(ECHO, 500)
      expect(waited.calls).toEqual(['complete', 'fail'])
      expect(waited.errors[0]).toBeInstanceOf(RemotingTimeoutException)
      const impatient = yield* scene.async(ECHO, 0)
      expect(impatient.errors[0]).toBeInstanceOf(RemotingTooMuchRequestException)
    })
  })

  it('oneway: the caller is not told', () => {
    const scene = new RemotingScene({ client: { clientOnewaySemaphoreValue: 0 } })
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.oneway(ECHO, 100)
      yield* sleep(500)
      yield* scene.oneway(ECHO, 100)
      yield* sleep(500)
      expect(server.requests).toEqual([])
    })
  })

  it('waits for the one that is given back', () => {
    const scene = new RemotingScene({ client: { clientAsyncSemaphoreValue: 1 } })
    scene.serve()
    scene.run(function* () {
      yield* scene.async(SLOW, 3000, { millis: '200' })
      yield* sleep(5)
      expect((yield* scene.sync(ECHO, 3000)).code).toBe(ResponseCode.SUCCESS)
      expect(scene.permits).toBe(1)
    })
  })
})

describe('the connection ends while an answer is awaited', () => {
  it('sync and async: RemotingSendRequestException when the server is killed', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      const heard = yield* scene.async(SILENT, 10_000)
      scene.kernel.schedule(100_000, 'kill', () => scene.kernel.kill(server.process))
      const begin = scene.now
      const error = yield* scene.syncError(SILENT, 10_000)
      expect(error).toBeInstanceOf(RemotingSendRequestException)
      expect((error as RemotingSendRequestException).addr).toBe(ADDRESS)
      expect(scene.now - begin).toBeLessThan(105)
      yield* sleep(5)
      expect(heard.calls).toEqual(['complete', 'fail'])
      expect(heard.errors[0]).toBeInstanceOf(RemotingSendRequestException)
      expect([scene.permits, scene.client.getResponseTableSize()]).toEqual([65_535, 0])
      expect(scene.clientEvents).toContain(`EXCEPTION ${ADDRESS}`)
    })
  })

  it('is the same when the server closes politely', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      server.process.spawn('shutdown', function* () {
        yield* sleep(100)
        yield* server.server.shutdown()
      })
      expect(yield* scene.syncError(SILENT, 10_000)).toBeInstanceOf(RemotingSendRequestException)
      yield* sleep(5)
      expect(scene.clientEvents).toContain(`CLOSE ${ADDRESS}`)
    })
  })

  it('is the same when the client shuts down: no callback is lost', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const heard = yield* scene.async(SILENT, 10_000)
      yield* sleep(10)
      yield* scene.client.shutdown()
      yield* sleep(10)
      expect(heard.calls).toEqual(['complete', 'fail'])
      expect(heard.errors[0]).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('is the same for a client that listens to no events, and has no pool any more', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const client = new NettyRemotingClient(scene.process, scene.wire, new NettyClientConfig())
      const heard = new Heard(scene.kernel)
      yield* client.invokeAsync(ADDRESS, command(SILENT), 10_000, heard)
      yield* sleep(10)
      yield* client.shutdown()
      yield* sleep(10)
      expect(heard.calls).toEqual(['complete', 'fail'])
    })
  })

  it('is the same for a server that has called its client', () => {
    const scene = new RemotingScene()
    const { server, process } = scene.serve()
    const other = scene.kernel.createProcess({ name: 'other', host: '10.0.0.7' })
    const outcome: unknown[] = []
    scene.run(function* () {
      server.registerProcessor(
        78,
        {
          rejectRequest: () => false,
          *processRequest({ channel }) {
            outcome.push(yield* caught(() => server.invokeSync(channel, command(77), 60_000)), process.kernel.now)
            return null
          },
        },
        new ThreadPoolExecutor(process, { threadNamePrefix: 'Test_', corePoolSize: 1 }),
      )
      yield* sleep(1)
      const connection = yield* scene.wire.connect(other, ADDRESS, 1000)
      connection.send(command(78).encode())
      yield* sleep(100)
      scene.kernel.kill(other)
      yield* sleep(5)
      expect(outcome[0]).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('does not concern calls over other connections', () => {
    const scene = new RemotingScene()
    const dying = scene.serve()
    scene.serve('10.0.0.3')
    scene.run(function* () {
      const heard = yield* scene.async(SLOW, 3000, { millis: '200' }, '10.0.0.3:10911')
      yield* scene.sync(ECHO)
      scene.kernel.kill(dying.process)
      yield* sleep(300)
      expect(heard.calls).toEqual(['complete', 'succeed'])
    })
  })
})

describe('no answer in time', () => {
  it('sync: RemotingTimeoutException a millisecond late; permit and table entry stay until the scan', () => {
    const scene = new RemotingScene({ client: { clientCloseSocketIfTimeout: false } })
    scene.serve()
    scene.run(function* () {
      yield* sleep(3500)
      yield* scene.sync(ECHO)
      const begin = scene.now
      const error = yield* scene.syncError(SILENT, 50)
      expect(error).toBeInstanceOf(RemotingTimeoutException)
      expect((error as RemotingTimeoutException).timeoutMillis).toBe(50)
      expect(scene.now - begin).toBe(51)
      expect([scene.permits, scene.client.getResponseTableSize()]).toEqual([65_534, 1])
      yield* sleep(900)
      expect(scene.permits).toBe(65_534)
      yield* sleep(1200)
      expect([scene.permits, scene.client.getResponseTableSize()]).toEqual([65_535, 0])
    })
  })

  it('async: RemotingTimeoutException, one to two seconds late, by the scan', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      yield* sleep(5000)
      const begin = scene.now
      const heard = yield* scene.async(SILENT, 2000)
      yield* sleep(2900)
      expect(heard.calls).toEqual([])
      yield* sleep(1500)
      expect(heard.calls).toEqual(['complete', 'fail'])
      expect(heard.errors[0]).toBeInstanceOf(RemotingTimeoutException)
      expect(heard.at - begin).toBeGreaterThanOrEqual(2999)
      expect(heard.at - begin).toBeLessThanOrEqual(4005)
      expect(scene.permits).toBe(65_535)
    })
  })

  it('an answer that comes later is dropped', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const heard = yield* scene.async(SLOW, 500, { millis: '9000' })
      yield* sleep(4500)
      expect(heard.calls).toEqual(['complete', 'fail'])
      yield* sleep(6000)
      expect(heard.calls).toEqual(['complete', 'fail'])
      expect((yield* scene.sync(ECHO, 3000, { text: 'still fine' })).getExtField('text')).toBe('still fine')
    })
  })

  it('costs the connection, and with it everything else that was awaited over it', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const other = yield* scene.async(SLOW, 60_000, { millis: '4000' })
      expect(yield* scene.syncError(SILENT, 3000)).toBeInstanceOf(RemotingTimeoutException)
      yield* sleep(5)
      expect(scene.client.isChannelWritable(ADDRESS)).toBe(false)
      expect(other.errors[0]).toBeInstanceOf(RemotingSendRequestException)
      expect(scene.permits).toBe(65_535)
    })
  })

  it('does not cost it when the time was spent on connecting, or when that is switched off', () => {
    for (const [client, link, timeoutMillis] of [
      [{ clientCloseSocketIfTimeout: true }, { latencyMicros: 300_000 }, 680],
      [{ clientCloseSocketIfTimeout: false }, {}, 3000],
    ] as const) {
      const scene = new RemotingScene({ client, link })
      scene.serve()
      scene.run(function* () {
        yield* sleep(1)
        expect(yield* scene.syncError(SILENT, timeoutMillis)).toBeInstanceOf(RemotingTimeoutException)
        yield* sleep(5)
        expect(scene.client.isChannelWritable(ADDRESS)).toBe(true)
      })
    }
  })
})
