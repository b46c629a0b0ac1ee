import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { crc32 } from '../../../engine/kernel/java/crc32'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../../engine/common/message/MessageExtBrokerInner'
import { DefaultAppendMessageCallback } from '../../../engine/store/commitlog/DefaultAppendMessageCallback'
import { DefaultMappedFile } from '../../../engine/store/logfile/DefaultMappedFile'
import { MessageExtEncoder } from '../../../engine/store/commitlog/MessageExtEncoder'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import type { TestMachine } from './support/stores'
import { bytesToHex } from '../support/golden'
import { messageOf, onMachine, startStore } from './support/stores'

/** What a real RocketMQ 5.3.2 left on its disk after one message was sent to TopicQuick, queue 0. */
const ARCHIVE = path.resolve(import.meta.dirname, '../../golden/store-quick.tar.gz')
const FILES = [
  'commitlog/00000000000000000000',
  'consumequeue/TopicQuick/0/00000000000000000000',
  'checkpoint',
  'lock',
  'index/20261121025204123',
]
const SIZES = {
  mappedFileSizeCommitLog: 1_048_576,
  mappedFileSizeConsumeQueue: 6000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
}
const QUEUE = 'store/consumequeue/TopicQuick/0/00000000000000000000'

let directory = ''
const golden = new Map<string, Uint8Array>()

beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'store-quick-'))
  const members = FILES.map((file) => `store-quick/${file}`)
  execFileSync('tar', ['-S', '-xzf', ARCHIVE, '-C', directory, ...members])
  for (const file of FILES) golden.set(`store/${file}`, readFileSync(path.join(directory, 'store-quick', file)))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function* install(machine: TestMachine, except: readonly string[] = []): Blocking<void> {
  for (const [file, bytes] of golden) {
    if (except.includes(file)) continue
    const target = yield* machine.disk.open(file, true)
    target.write(0, bytes)
  }
}

describe('the store of a real broker', () => {
  test('is opened, and its message can be read', () => {
    onMachine(function* (machine) {
      yield* install(machine)
      const store = yield* startStore(machine, SIZES)
      const unit = store.getQueueStore().getConsumeQueue('TopicQuick', 0)!.get(0)!
      const message = store.lookMessageByOffset(unit.pos, unit.size)!
      expect(message).toMatchObject({ topic: 'TopicQuick', queueId: 0, queueOffset: 0, commitLogOffset: 0 })
      expect(message.getTags()).toBe('TagA')
      expect(message.getKeys()).toBe('KeyA')
      expect(message.getProperty('CLUSTER')).toBe('DefaultCluster')
      expect(store.getMaxPhyOffset()).toBe(unit.size)
      expect(store.getStoreCheckpoint().physicMsgTimestamp).toBe(message.storeTimestamp)
      expect(store.getStoreCheckpoint().logicsMsgTimestamp).toBe(message.storeTimestamp)
    })
  })

  test('its record is what we make of the same message', () => {
    onMachine(function* (machine) {
      yield* install(machine)
      const store = yield* startStore(machine, SIZES)
      const record = store.selectOneMessageByOffset(0)!
      const bytes = record.get(0, record.size)
      const { success, msgSize, tagsCode } = store.getCommitLog().checkMessageAndReturnSize(record, 0, true, true)
      expect({ success, msgSize, tagsCode }).toEqual({ success: true, msgSize: bytes.length, tagsCode: 2598919 })

      const read = MessageDecoder.decode(bytes)!
      const message = Object.assign(new MessageExtBrokerInner(), read)
      message.propertiesString = MessageDecoder.messageProperties2String(read.properties)
      message.bodyCRC = crc32(read.body!)
      const config = new MessageStoreConfig()
      expect(new MessageExtEncoder(config).encode(message)).toBeNull()
      const file = yield* DefaultMappedFile.open(machine.cache, 'other/00000000000000000000', 4096)
      const appended = file.appendMessage(message, new DefaultAppendMessageCallback(config))
      expect(bytesToHex(file.getBuffer().get(0, appended.wroteBytes))).toBe(bytesToHex(bytes))
      expect(appended.getMsgId()).toBe('7F00000100002A9F0000000000000000')
    })
  })

  test('its consume queue is what we make of its commit log', () => {
    onMachine(function* (machine) {
      yield* install(machine, [QUEUE])
      // As after a crash: everything is dispatched again.
      yield* machine.disk.open('store/abort', true)
      const store = yield* startStore(machine, SIZES)
      yield* store.shutdown()
      expect(bytesToHex(machine.memory.contents(QUEUE))).toBe(bytesToHex(golden.get(QUEUE)!))
    })
  })

  test('opened and closed it is the same, byte for byte, and nothing is left over', () => {
    onMachine(function* (machine) {
      yield* install(machine)
      const store = yield* startStore(machine, SIZES)
      yield* sleep(5000)
      yield* store.shutdown()
      for (const [file, bytes] of golden) {
        expect(bytesToHex(machine.memory.contents(file)), file).toBe(bytesToHex(bytes))
      }
      expect(machine.memory.paths()).toEqual([...FILES.map((file) => `store/${file}`), 'store/abort.bak'].sort())
    })
  })

  test('it goes on where the real one stopped', () => {
    onMachine(function* (machine) {
      yield* install(machine)
      const store = yield* startStore(machine, SIZES)
      const end = store.getMaxPhyOffset()
      const put = yield* store.putMessage(messageOf({ topic: 'TopicQuick', body: 'the next' }))
      expect(put.appendMessageResult).toMatchObject({ wroteOffset: end, logicsOffset: 1 })
      yield* sleep(5)
      const unit = store.getQueueStore().getConsumeQueue('TopicQuick', 0)!.get(1)!
      expect(decodeUtf8(store.lookMessageByOffset(unit.pos)!.body!)).toBe('the next')
    })
  })
})
