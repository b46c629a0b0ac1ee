/**
 * Faults that are planted in the engine to see whether the cluster drill finds them; see `mutants.mjs` for their form.
 *
 * @type {readonly import('../../../.ci/support/mutate.mjs').Mutant[]}
 */
export const CLUSTER_MUTANTS = [
  {
    name: 'slave-acknowledges-before-written',
    file: 'engine/store/ha/DefaultHAClient.ts',
    find: '      yield* this.store.getCommitLog().appendData(',
    replace:
      '      connection.send(encodeReport(phyOffset + bodySize)); yield* this.waitForRunning(100)\n' +
      '      yield* this.store.getCommitLog().appendData(',
    breaks: 'a slave acknowledges before it has written',
  },
  {
    name: 'broker-with-syncflush-answers-before-flushed',
    file: 'engine/store/flush/DefaultFlushManager.ts',
    find: '    return request.future',
    replace: '    return CompletableFuture.completedFuture<PutMessageStatus>(PutMessageStatus.PUT_OK)',
    breaks: 'a broker with SYNC_FLUSH answers before it has flushed',
  },
  {
    name: 'synchronous-master-counts-itself-twice',
    file: 'engine/store/ha/GroupTransferService.ts',
    find: 'return 1 + slaves.length >= ackNums',
    replace: 'return 2 + slaves.length >= ackNums',
    breaks: 'a synchronous master counts itself twice',
  },
  {
    name: 'asynchronous-call-times-out-never-answered',
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    find:
      '      this.responseTable.delete(opaque)\n' +
      '      this.executeInvokeCallback(responseFuture)',
    replace: '      this.responseTable.delete(opaque)',
    breaks: 'an asynchronous call that times out is never answered',
  },
  {
    name: 'asynchronous-call-told-of-each-try',
    file: 'engine/client/impl/AsyncSendCallback.ts',
    find: '      const brokerName = this.nextBroker()\n',
    replace: '      swallowing(() => async.sendCallback.onException(error))\n      const brokerName = this.nextBroker()\n',
    breaks: 'an asynchronous call hears of a try that failed, and then of the next',
  },
  {
    name: 'route-poll-fails-ends-scheduled-task',
    file: 'engine/client/impl/factory/MQClientInstance.ts',
    find: 'loggingOnly(this.updateTopicRouteInfoFromNameServerForAll())',
    replace: 'this.updateTopicRouteInfoFromNameServerForAll()',
    breaks: 'a route poll that fails ends the scheduled task',
  },
  {
    name: 'producer-never-polls-routes',
    file: 'engine/client/impl/factory/MQClientInstance.ts',
    find: 'for (const topic of producer.getPublishTopicList()) topicList.add(topic)',
    replace: 'producer.getPublishTopicList()',
    breaks: 'a producer never polls its routes',
  },
  {
    name: 'server-leaves-idle-connections-open',
    file: 'engine/remoting/netty/NettyRemotingServer.ts',
    find: 'this.startHousekeeping(this.timer, () => this.closeIdleChannels())',
    replace: 'this.startHousekeeping(this.timer, () => {})',
    breaks: 'a server leaves idle connections open',
  },
  {
    name: 'broker-registers-once-never-again',
    file: 'engine/broker/BrokerController.ts',
    find: 'const register = (): Blocking<void> => this.registerBrokerAll(true)',
    replace: 'const register = function* (): Blocking<void> {}',
    breaks: 'a broker registers once and never again',
  },
  {
    name: 'master-keeps-slave-fallen-silent',
    file: 'engine/store/ha/ReadSocketService.ts',
    find: 'return currentTimeMillis() - this.lastReadTimestamp > haHousekeepingInterval',
    replace: 'return currentTimeMillis() - this.lastReadTimestamp > haHousekeepingInterval * 1000',
    breaks: 'a master keeps a slave that has fallen silent',
  },
  {
    name: 'slave-comes-back-sent-log-from',
    file: 'engine/store/ha/WriteSocketService.ts',
    find: 'if (slaveRequestOffset !== 0) return slaveRequestOffset',
    replace: 'if (slaveRequestOffset !== 0) return haService.store.getCommitLog().getMaxOffset()',
    breaks: 'a slave that comes back is sent the log from its end on only',
  },
  {
    name: 'slave-never-asks-for-master-topics',
    file: 'engine/broker/slave/SlaveSynchronize.ts',
    find: '    yield* this.ask((masterAddr) => this.syncTopicConfig(masterAddr))\n',
    replace: '',
    breaks: 'a slave never asks for its master\'s topics',
  },
  {
    name: 'broker-forgets-give-registration-lock-back',
    file: 'engine/broker/BrokerController.ts',
    find: '      if (results[0] !== undefined) yield* this.handleRegisterBrokerResult(results[0], checkOrderConfig)',
    replace:
      '      if (results[0] === undefined) yield* this.registerLock.lock()\n' +
      '      if (results[0] !== undefined) yield* this.handleRegisterBrokerResult(results[0], checkOrderConfig)',
    breaks: 'a broker forgets to give its registration lock back when no name server answers',
  },
  {
    name: 'name-server-never-forgets-addresses',
    file: 'engine/namesrv/routeinfo/RouteInfoManager.ts',
    find: 'if (addr === brokerAddr) brokerData!.brokerAddrs.delete(id)',
    replace: 'if (addr === brokerAddr) id.toString()',
    breaks: 'a name server never forgets the address of a broker',
  },
  {
    name: 'log-never-flushed-in-background',
    file: 'engine/store/flush/FlushRealTimeService.ts',
    find: 'yield* this.mappedFileQueue.flush(leastPages)',
    replace: 'if (this.isStopped()) yield* this.mappedFileQueue.flush(leastPages)',
    breaks: 'the log is never flushed in the background',
  },
  {
    name: 'broker-takes-message-twice-answers-late',
    file: 'engine/remoting/netty/NettyRemotingAbstract.ts',
    find: '      pair.executor.execute(task)',
    replace: '      pair.executor.execute(task)\n      if (request.opaque % 7 === 3) pair.executor.execute(task)',
    breaks: 'a broker takes a message twice when it answers late',
  },
  {
    name: 'recovery-forgets-last-record',
    file: 'engine/store/commitlog/CommitLogRecovery.ts',
    find:
      'maxPhyOffsetOfConsumeQueue)\n' +
      '    this.report(\'abnormal\', from, end, discarded)',
    replace:
      'maxPhyOffsetOfConsumeQueue)\n' +
      '    yield* this.truncate(this.lastValidMsgPhyOffset, maxPhyOffsetOfConsumeQueue)\n' +
      '    this.report(\'abnormal\', from, this.lastValidMsgPhyOffset, discarded)',
    breaks: 'recovery forgets the last record',
  },
]
