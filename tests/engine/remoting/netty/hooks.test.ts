import { describe, expect, it } from 'vitest'
import { sleep } from '../../../../engine/kernel/sleep'
import { RemotingSendRequestException } from '../../../../engine/remoting/exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../../../../engine/remoting/exception/RemotingTimeoutException'
import type { InvokeCallback } from '../../../../engine/remoting/netty/InvokeCallback'
import type { RPCHook } from '../../../../engine/remoting/netty/RPCHook'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { ADDRESS, command, ECHO, RemotingScene, SILENT } from './support/RemotingScene'

/** Notes what it sees, and throws where it is told to. What the specs expect is what a real 5.3.2 did with the same hooks. */
class TestHook implements RPCHook {
  readonly seen: string[]
  private readonly bug: 'before' | 'after'

  constructor(bug: 'before' | 'after') {
    this.seen = []
    this.bug = bug
  }

  doBeforeRequest(): void {
    this.note('before')
  }

  doAfterResponse(): void {
    this.note('after')
  }

  private note(call: 'before' | 'after'): void {
    this.seen.push(call)
    if (call === this.bug) throw new TypeError(`a bug ${call} the call`)
  }
}

describe('a hook of the client that throws before the request', () => {
  it('throws it at a synchronous caller; nothing is sent', () => {
    const { scene, server, hook } = hooked('before')
    scene.run(function* () {
      yield* sleep(1)
      expect(yield* scene.syncError(ECHO)).toBeInstanceOf(TypeError)
      yield* sleep(10)
      expect([server.requests, hook.seen]).toEqual([[], ['before']])
      expect(scene.permits).toBe(65_535)
    })
  })

  it('leaves an asynchronous callback that is never called, and a oneway request unsent', () => {
    const { scene, server } = hooked('before')
    const swallowed = swallowedBy(scene)
    scene.run(function* () {
      yield* sleep(1)
      const heard = yield* scene.async(ECHO)
      yield* scene.oneway(ECHO)
      yield* sleep(6000)
      expect([heard.calls, server.requests]).toEqual([[], []])
      expect(swallowed).toEqual(['TypeError: a bug before the call', 'TypeError: a bug before the call'])
      expect([scene.permits, scene.onewayPermits]).toEqual([65_535, 65_535])
    })
  })
})

describe('a hook of the client that throws after the response', () => {
  it('makes a synchronous call fail although it was answered, and costs the connection', () => {
    const { scene, server, hook } = hooked('after')
    scene.run(function* () {
      yield* sleep(1)
      const error = yield* scene.syncError(ECHO)
      expect(error).toBeInstanceOf(RemotingSendRequestException)
      expect((error as Error).cause).toBeInstanceOf(TypeError)
      expect([server.requests, hook.seen]).toEqual([[ECHO], ['before', 'after']])
      expect(scene.client.isChannelWritable(ADDRESS)).toBe(false)
      expect([scene.permits, scene.client.getResponseTableSize()]).toEqual([65_535, 0])
    })
  })

  it('makes an asynchronous call fail with what the hook threw', () => {
    const { scene } = hooked('after')
    scene.run(function* () {
      yield* sleep(1)
      const heard = yield* scene.async(ECHO)
      yield* sleep(10)
      expect(heard.calls).toEqual(['complete', 'fail'])
      expect(heard.errors[0]).toBeInstanceOf(TypeError)
    })
  })

  it('leaves the event loop alive: a call without the hook is answered', () => {
    const { scene } = hooked('after')
    scene.run(function* () {
      yield* sleep(1)
      const silent = yield* scene.async(SILENT, 10_000)
      const heard = yield* scene.async(ECHO)
      yield* sleep(10)
      expect([heard.calls.length, silent.calls.length]).toEqual([2, 0])
      expect(scene.client.isChannelWritable(ADDRESS)).toBe(true)
    })
  })

  it('sees no response to a oneway request', () => {
    const { scene, server, hook } = hooked('after')
    scene.run(function* () {
      yield* sleep(1)
      yield* scene.oneway(ECHO)
      yield* sleep(10)
      expect([server.requests, hook.seen]).toEqual([[ECHO], ['before']])
    })
  })
})

describe('a hook of the server that throws', () => {
  it.each([
    ['before', []],
    ['after', [ECHO]],
  ] as const)('%s: is answered with SYSTEM_ERROR; the hooks see request and response', (bug, requests) => {
    const scene = new RemotingScene()
    const server = scene.serve()
    const hook = new TestHook(bug)
    server.server.registerRPCHook(hook)
    scene.run(function* () {
      yield* sleep(1)
      const response = yield* scene.sync(ECHO)
      expect(response.code).toBe(ResponseCode.SYSTEM_ERROR)
      expect(response.remark).toContain('a bug')
      expect([server.requests, hook.seen]).toEqual([requests, ['before', 'after']])
      expect((yield* scene.sync(ECHO)).code).toBe(ResponseCode.SYSTEM_ERROR)
    })
  })
})

describe('callbacks', () => {
  it('that block all callback threads hold up synchronous calls as well', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      for (let each = 0; each < 4; each++) yield* scene.client.invokeAsync(ADDRESS, command(ECHO), 3000, SLEEPER)
      yield* sleep(300)
      expect(yield* scene.syncError(ECHO, 1000)).toBeInstanceOf(RemotingTimeoutException)
      yield* sleep(5000)
      expect((yield* scene.sync(ECHO, 1000)).code).toBe(ResponseCode.SUCCESS)
    })
  })

  it('that throw are heard of and do no harm', () => {
    const scene = new RemotingScene()
    scene.serve()
    const swallowed = swallowedBy(scene)
    scene.run(function* () {
      yield* sleep(1)
      for (let each = 0; each < 9; each++) yield* scene.client.invokeAsync(ADDRESS, command(ECHO), 3000, BUG)
      yield* sleep(10)
      expect(swallowed).toEqual(Array(9).fill('RangeError: a bug in the callback'))
      expect(scene.permits).toBe(65_535)
    })
  })
})

const SLEEPER: InvokeCallback = {
  *operationComplete() {},
  *operationSucceed() {
    yield* sleep(5000)
  },
  *operationFail() {},
}

const BUG: InvokeCallback = {
  *operationComplete() {},
  *operationSucceed() {
    throw new RangeError('a bug in the callback')
  },
  *operationFail(error) {
    throw error
  },
}

function hooked(bug: 'before' | 'after') {
  const scene = new RemotingScene()
  const server = scene.serve()
  const hook = new TestHook(bug)
  scene.client.registerRPCHook(hook)
  return { scene, server, hook }
}

/** What was thrown and swallowed, from now on. */
function swallowedBy(scene: RemotingScene): string[] {
  const errors: string[] = []
  scene.kernel.sink = {
    types: new Set(['exception-swallowed']),
    emit: (event) => errors.push((event as unknown as { error: string }).error),
  }
  return errors
}
