/** A small change to the engine that breaks a promise of the cluster, and that the drill has to find. */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly changes: readonly Replacement[]
}

export interface Replacement {
  /** Must stand in the file once. */
  readonly text: string
  readonly replacement: string
}

export const CLUSTER_MUTANTS: readonly Mutant[] = [
  {
    name: 'a slave acknowledges before it has written',
    file: 'engine/store/ha/DefaultHAClient.ts',
    changes: [{
      text: '      yield* this.store.getCommitLog().appendData(',
      replacement:
        '      connection.send(encodeReport(phyOffset + bodySize)); yield* this.waitForRunning(100)\n' +
        '      yield* this.store.getCommitLog().appendData(',
    }],
  },
  {
    name: 'a broker with SYNC_FLUSH answers before it has flushed',
    file: 'engine/store/flush/DefaultFlushManager.ts',
    changes: [{
      text: '    return request.future',
      replacement: '    return CompletableFuture.completedFuture<PutMessageStatus>(PutMessageStatus.PUT_OK)',
    }],
  },
  {
    name: 'a synchronous master counts itself twice',
    file: 'engine/store/ha/GroupTransferService.ts',
    changes: [{
      text: 'return 1 + slaves.length >= ackNums',
      replacement: 'return 2 + slaves.length >= ackNums',
    }],
  },
  {
    name: 'an asynchronous call that times out is never answered',
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    changes: [{
      text: '      future.release()\n      future.putResponse(null)\n    }\n  }',
      replacement: '      future.release()\n    }\n  }',
    }],
  },
  {
    name: 'a route poll that fails ends the scheduled task',
    file: 'engine/client/impl/factory/MQClientInstance.ts',
    changes: [{
      text: '        if (!(error instanceof IllegalStateException)) throw error',
      replacement: '        throw error',
    }],
  },
  {
    name: 'a producer never polls its routes',
    file: 'engine/client/impl/factory/MQClientInstance.ts',
    changes: [{
      text: '      for (const topic of producer.getPublishTopicList()) topics.add(topic)',
      replacement: '      producer.getPublishTopicList()',
    }],
  },
  {
    name: 'a server leaves idle connections open',
    file: 'engine/remoting/netty/NettyRemotingServer.ts',
    changes: [{
      text: 'this.startHousekeeping(this.timer, () => this.closeIdleChannels())',
      replacement: 'this.startHousekeeping(this.timer, () => {})',
    }],
  },
  {
    name: 'a broker registers once and never again',
    file: 'engine/broker/BrokerController.ts',
    changes: [{
      text: 'const register = (): Blocking<void> => this.registerBrokerAll(true)',
      replacement: 'const register = function* (): Blocking<void> {}',
    }],
  },
  {
    name: 'a master keeps a slave that has fallen silent',
    file: 'engine/store/ha/ReadSocketService.ts',
    changes: [{
      text: 'return currentTimeMillis() - this.lastReadTimestamp > haHousekeepingInterval',
      replacement: 'return currentTimeMillis() - this.lastReadTimestamp > haHousekeepingInterval * 1000',
    }],
  },
  {
    name: 'a slave that comes back is sent the log from its end on only',
    file: 'engine/store/ha/WriteSocketService.ts',
    changes: [{
      text: 'if (slaveRequestOffset !== 0) return slaveRequestOffset',
      replacement: 'if (slaveRequestOffset !== 0) return haService.store.getCommitLog().getMaxOffset()',
    }],
  },
  {
    name: 'a slave never asks for its master\'s topics',
    file: 'engine/broker/slave/SlaveSynchronize.ts',
    changes: [{
      text: '    yield* this.ask((masterAddr) => this.syncTopicConfig(masterAddr))\n',
      replacement: '',
    }],
  },
  {
    name: 'a broker forgets to give its registration lock back when no name server answers',
    file: 'engine/broker/BrokerController.ts',
    changes: [{
      text: '      if (results[0] !== undefined) yield* this.handleRegisterBrokerResult(results[0], checkOrderConfig)',
      replacement:
        '      if (results[0] === undefined) yield* this.registerLock.lock()\n' +
        '      if (results[0] !== undefined) yield* this.handleRegisterBrokerResult(results[0], checkOrderConfig)',
    }],
  },
  {
    name: 'a name server never forgets the address of a broker',
    file: 'engine/namesrv/routeinfo/BrokerUnregistration.ts',
    changes: [{
      text: 'if (addr === brokerAddr) brokerData!.brokerAddrs.delete(id)',
      replacement: 'if (addr === brokerAddr) id.toString()',
    }],
  },
  {
    name: 'a request stays in the response table',
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    changes: [
      {
        text: '      if (future.beginTimestamp + future.timeoutMillis + GRACE_MILLIS > now) continue\n' +
          '      this.responseTable.delete(opaque)',
        replacement: '      if (future.beginTimestamp + future.timeoutMillis + GRACE_MILLIS > now) continue',
      },
      {
        text: '    if (future === undefined) return\n    this.responseTable.delete(response.opaque)\n    future.putResponse(response)',
        replacement: '    if (future === undefined) return\n    future.putResponse(response)',
      },
    ],
  },
  {
    name: 'the log is never flushed in the background',
    file: 'engine/store/flush/FlushRealTimeService.ts',
    changes: [{
      text: 'yield* this.mappedFileQueue.flush(leastPages)',
      replacement: 'if (this.isStopped()) yield* this.mappedFileQueue.flush(leastPages)',
    }],
  },
  {
    name: 'a broker takes a message twice when it answers late',
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    changes: [{
      text: '      pair.executor.execute(() => this.runRequest(channel, request, pair.processor))',
      replacement:
        '      pair.executor.execute(() => this.runRequest(channel, request, pair.processor))\n' +
        '      if (request.opaque % 7 === 3) pair.executor.execute(() => this.runRequest(channel, request, pair.processor))',
    }],
  },
  {
    name: 'recovery forgets the last record',
    file: 'engine/store/commitlog/CommitLogRecovery.ts',
    changes: [{
      text: 'maxPhyOffsetOfConsumeQueue)\n    this.report(\'abnormal\', from, end, discarded)',
      replacement:
        'maxPhyOffsetOfConsumeQueue)\n' +
        '    yield* this.truncate(this.lastValidMsgPhyOffset, maxPhyOffsetOfConsumeQueue)\n' +
        '    this.report(\'abnormal\', from, this.lastValidMsgPhyOffset, discarded)',
    }],
  },
]
