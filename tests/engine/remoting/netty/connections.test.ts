import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { RemotingConnectException } from '../../../../engine/remoting/exception/RemotingConnectException'
import { RemotingSendRequestException } from '../../../../engine/remoting/exception/RemotingSendRequestException'
import type { RPCHook } from '../../../../engine/remoting/netty/RPCHook'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { ADDRESS, CLIENT, ECHO, GO_AWAY_FIRST, RemotingScene, SERVER, SILENT } from './support/RemotingScene'

function noteHooks(scene: RemotingScene): string[] {
  const seen: string[] = []
  const hook: RPCHook = {
    doBeforeRequest: (remote, request) => seen.push(`before ${request.code} ${remote}`),
    doAfterResponse: (remote, request, response) => seen.push(`after ${request.code} ${response?.code} ${remote}`),
  }
  scene.client.registerRPCHook(hook)
  scene.client.registerRPCHook(hook)
  scene.client.registerRPCHook(null)
  return seen
}

describe('a connection', () => {
  it('is made when it is first needed, and shared by all calls to the address', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      const calls = [yield* scene.async(ECHO), yield* scene.async(ECHO), yield* scene.async(ECHO)]
      yield* scene.sync(ECHO)
      yield* sleep(5)
      expect(calls.map((heard) => heard.calls.length)).toEqual([2, 2, 2])
      expect(scene.wire.connections().map((each) => each.id)).toEqual([1, 1])
      expect(scene.clientEvents).toEqual([`CONNECT ${ADDRESS}`, `ACTIVE ${ADDRESS}`])
    })
  })

  it('is made anew after it has ended', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      scene.kernel.kill(server.process)
      yield* sleep(5)
      expect(yield* scene.syncError(ECHO)).toBeInstanceOf(RemotingConnectException)
      scene.serve()
      yield* sleep(5)
      expect((yield* scene.sync(ECHO)).code).toBe(ResponseCode.SUCCESS)
    })
  })

  it('is closed by either side after 120 s without a word', () => {
    for (const [client, server, closedBy] of [
      [120, 1000, 'clientEvents'],
      [1000, 120, 'events'],
    ] as const) {
      const scene = new RemotingScene({
        client: { clientChannelMaxIdleTimeSeconds: client },
        server: { serverChannelMaxIdleTimeSeconds: server },
      })
      const peer = scene.serve()
      scene.run(function* () {
        yield* scene.sync(ECHO)
        yield* sleep(60_000)
        yield* scene.sync(ECHO)
        yield* sleep(119_000)
        expect(scene.wire.connections()).toHaveLength(2)
        yield* sleep(3000)
        expect(scene.wire.connections()).toEqual([])
      })
      const [events, address] = closedBy === 'events' ? [peer.events, `${CLIENT}:50000`] : [scene.clientEvents, ADDRESS]
      expect(events).toContain(`IDLE ${address}`)
      expect(events).toContain(`CLOSE ${address}`)
    }
  })

  it('without responses is idle too, but what is sent over it keeps it open', () => {
    const scene = new RemotingScene({ client: { clientCloseSocketIfTimeout: false } })
    scene.serve()
    scene.run(function* () {
      for (let round = 0; round < 3; round++) {
        yield* scene.oneway(SILENT)
        yield* sleep(100_000)
      }
      expect(scene.wire.connections()).toHaveLength(2)
    })
  })

  it('tells the server of its beginning and its end', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      yield* scene.client.shutdown()
      yield* sleep(5)
      expect(server.events).toEqual([`CONNECT ${CLIENT}:50000`, `CLOSE ${CLIENT}:50000`])
    })
  })

  it('that is cut in silence costs the request its time, and the next one as well', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      scene.cut(true, SERVER, CLIENT)
      const begin = scene.now
      yield* scene.syncError(ECHO, 1000)
      expect(scene.now - begin).toBe(1001)
      expect(yield* scene.syncError(ECHO, 1000)).toBeInstanceOf(RemotingConnectException)
      expect(scene.now - begin).toBe(4002)
    })
  })
})

describe('hooks', () => {
  it('see requests and responses, once each; of a oneway request only the sending', () => {
    const scene = new RemotingScene()
    scene.serve()
    const seen = noteHooks(scene)
    scene.run(function* () {
      yield* scene.sync(ECHO)
      yield* scene.async(ECHO)
      yield* sleep(5)
      yield* scene.oneway(ECHO)
      yield* sleep(5)
      yield* scene.syncError(SILENT, 500)
    })
    const [before, after] = [`before 1 ${ADDRESS}`, `after 1 0 ${ADDRESS}`]
    expect(seen).toEqual([before, after, before, after, before, `before 3 ${ADDRESS}`])
  })
})

describe('name servers', () => {
  const ADDRESSES = ['10.0.0.11', '10.0.0.12', '10.0.0.13'].map((host) => `${host}:10911`)

  function scene3(): RemotingScene {
    const scene = new RemotingScene()
    for (const address of ADDRESSES) scene.serve(address.split(':')[0]!)
    return scene
  }

  function* askNameServer(scene: RemotingScene): Blocking<string> {
    yield* scene.sync(ECHO, 3000, {}, null)
    return scene.client.getNameServerAddressChosen()!
  }

  it('one is chosen, and kept while it is there', () => {
    const scene = scene3()
    scene.run(function* () {
      yield* sleep(1)
      scene.client.updateNameServerAddressList(ADDRESSES)
      expect([...scene.client.getNameServerAddressList()].sort()).toEqual(ADDRESSES)
      expect(scene.client.getNameServerAddressChosen()).toBeNull()
      const first = yield* askNameServer(scene)
      expect(ADDRESSES).toContain(first)
      for (let round = 0; round < 5; round++) expect(yield* askNameServer(scene)).toBe(first)
    })
  })

  it('the next in the list is taken when it is gone: one attempt a call', () => {
    const scene = scene3()
    scene.run(function* () {
      yield* sleep(1)
      scene.client.updateNameServerAddressList(ADDRESSES)
      const first = yield* askNameServer(scene)
      const list = scene.client.getNameServerAddressList()
      const after = (address: string, steps: number): string => list[(list.indexOf(address) + steps) % 3]!
      for (const { host } of scene.kernel.processes.filter((each) => each.name.startsWith('server'))) {
        const address = `${host}:10911`
        if (address === after(first, 2)) continue
        scene.kernel.kill(scene.kernel.processes.find((each) => each.host === host)!)
      }
      yield* sleep(5)
      expect(yield* scene.syncError(ECHO, 3000, {}, null)).toBeInstanceOf(RemotingConnectException)
      expect(scene.client.getNameServerAddressChosen()).toBe(after(first, 1))
      expect(yield* askNameServer(scene)).toBe(after(first, 2))
    })
  })

  it('a list that is the same, or empty, changes nothing', () => {
    const scene = scene3()
    scene.run(function* () {
      yield* sleep(1)
      scene.client.updateNameServerAddressList(ADDRESSES)
      const list = scene.client.getNameServerAddressList()
      const first = yield* askNameServer(scene)
      scene.client.updateNameServerAddressList([...ADDRESSES].reverse())
      scene.client.updateNameServerAddressList([])
      expect(scene.client.getNameServerAddressList()).toBe(list)
      expect(yield* askNameServer(scene)).toBe(first)
      expect(scene.wire.connections()).toHaveLength(2)
    })
  })

  it('a list without the chosen one ends its connection', () => {
    const scene = scene3()
    scene.run(function* () {
      yield* sleep(1)
      scene.client.updateNameServerAddressList(ADDRESSES)
      const first = yield* askNameServer(scene)
      const others = ADDRESSES.filter((each) => each !== first)
      scene.client.updateNameServerAddressList(others)
      yield* sleep(5)
      expect(scene.client.getNameServerAddressChosen()).toBeNull()
      expect(scene.wire.connections()).toEqual([])
      expect(others).toContain(yield* askNameServer(scene))
    })
  })
})

describe('GO_AWAY', () => {
  it('sends the request again over a second connection, which is kept', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      const response = yield* scene.sync(GO_AWAY_FIRST, 3000, { text: 'persistent' })
      expect([response.code, response.getExtField('text')]).toEqual([ResponseCode.SUCCESS, 'persistent'])
      expect(server.requests).toEqual([GO_AWAY_FIRST, GO_AWAY_FIRST])
      const heard = yield* scene.async(GO_AWAY_FIRST)
      yield* sleep(5)
      expect(heard.calls).toEqual(['complete', 'succeed'])
      expect(new Set(scene.wire.connections().map((each) => each.id)).size).toBe(2)
      expect(scene.permits).toBe(65_535)
    })
  })

  it('makes one second connection, even if several requests are told at once', () => {
    const scene = new RemotingScene()
    scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      const all = [yield* scene.async(GO_AWAY_FIRST), yield* scene.async(GO_AWAY_FIRST)]
      yield* sleep(20)
      expect(all.map((heard) => heard.calls)).toEqual([
        ['complete', 'succeed'],
        ['complete', 'succeed'],
      ])
      expect(new Set(scene.wire.connections().map((each) => each.id)).size).toBe(2)
    })
  })

  it('twice is an error', () => {
    const scene = new RemotingScene()
    const { server } = scene.serve()
    scene.run(function* () {
      yield* sleep(1)
      server.registerRPCHook({
        doBeforeRequest: () => {},
        doAfterResponse: (_remote, _request, response) => (response!.code = ResponseCode.GO_AWAY),
      })
      const error = yield* scene.syncError(ECHO)
      expect(error).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('is an error when reconnecting is switched off', () => {
    const scene = new RemotingScene({ client: { enableReconnectForGoAway: false } })
    scene.serve()
    scene.run(function* () {
      const heard = yield* scene.async(GO_AWAY_FIRST)
      yield* sleep(5)
      expect(heard.errors[0]).toBeInstanceOf(RemotingSendRequestException)
      expect(yield* scene.syncError(GO_AWAY_FIRST)).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('is an error when the second connection can not be made', () => {
    const scene = new RemotingScene()
    const server = scene.serve()
    scene.run(function* () {
      yield* scene.sync(ECHO)
      const { listener } = server.server as unknown as { listener: { close(): void } }
      listener.close()
      const error = yield* scene.syncError(GO_AWAY_FIRST)
      expect(error).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('is not seen by the hooks: they see the request once, and the answer that counts', () => {
    const scene = new RemotingScene()
    scene.serve()
    const seen = noteHooks(scene)
    scene.run(function* () {
      yield* scene.sync(GO_AWAY_FIRST)
    })
    expect(seen).toEqual([`before ${GO_AWAY_FIRST} ${ADDRESS}`, `after ${GO_AWAY_FIRST} 0 ${ADDRESS}`])
  })
})
