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
  {
    name: 'offset-committed-before-consumption',
    file: 'engine/client/impl/consumer/ConsumeMessageConcurrentlyService.ts',
    find: '    const answer = yield* this.listenerCalls.call(msgs, messageQueue, consume)\n',
    replace:
      '    this.defaultMQPushConsumerImpl.getOffsetStore().updateOffset(messageQueue, msgs.at(-1)!.queueOffset + 1, true)\n' +
      '    const answer = yield* this.listenerCalls.call(msgs, messageQueue, consume)\n',
    breaks: 'an offset is committed before its message is consumed',
  },
  {
    name: 'one-slow-message-does-not-hold-offset',
    file: 'engine/client/impl/consumer/ProcessQueue.ts',
    find: 'return this.msgTreeMap.size === 0 ? this.queueOffsetMax + 1 : this.msgTreeMap.firstKey()',
    replace: 'return msgs.at(-1)!.queueOffset + 1',
    breaks: 'an offset does not wait for the messages in front of it',
  },
  {
    name: 'held-pull-not-woken',
    file: 'engine/broker/longpolling/PullRequestHoldService.ts',
    find: 'if (isWanted || isOver) this.wake(',
    replace: 'if (isOver) this.wake(',
    breaks: 'a message that arrives wakes no pull',
  },
  {
    name: 'lock-of-dead-kept',
    file: 'engine/broker/client/rebalance/RebalanceLockManager.ts',
    find: 'return currentTimeMillis() - lastUpdateTimestamp > REBALANCE_LOCK_MAX_LIVE_TIME',
    replace: 'return currentTimeMillis() - lastUpdateTimestamp > 100 * REBALANCE_LOCK_MAX_LIVE_TIME',
    breaks: 'a lock whose owner has died is never given to another',
  },
  {
    name: 'lock-given-to-anybody',
    file: 'engine/broker/client/rebalance/RebalanceLockManager.ts',
    find: 'if (known !== undefined && known.clientId !== clientId && !isExpired(known)) return false',
    replace: 'if (known === undefined && mq.queueId < 0) return false',
    breaks: 'a lock is given to whoever asks for it',
  },
  {
    name: 'retry-lost',
    file: 'engine/broker/processor/ConsumerSendMsgBack.ts',
    find: '      yield* this.put(msgExt, retryTopic, queueId)\n',
    replace: '',
    breaks: 'a message that is given back is never delivered again',
  },
  {
    name: 'committed-not-noted',
    file: 'engine/broker/processor/EndTransactionProcessor.ts',
    find: '    yield* service.deletePrepareMessage(prepareMessage)\n    yield* service.count(realTopic, -1)',
    replace: '    yield* service.count(realTopic, -1)',
    breaks: 'a broker asks for the end of transactions that are committed',
  },
  {
    name: 'rolled-back-delivered',
    file: 'engine/broker/processor/EndTransactionProcessor.ts',
    find: '        return yield* this.rollback(requestHeader)',
    replace: '        return yield* this.commit(requestHeader)',
    breaks: 'a message is delivered that was rolled back',
  },
  {
    name: 'delayed-too-early',
    file: 'engine/broker/schedule/DeliverDelayedMessageTimerTask.ts',
    find: 'if (this.correctDeliverTimestamp(now, unit.tagsCode) > now) {',
    replace: 'if (this.correctDeliverTimestamp(now, unit.tagsCode) > now + 700) {',
    breaks: 'a delayed message is delivered too early',
  },
  {
    name: 'orderly-goes-on-after-failure',
    file: 'engine/client/impl/consumer/ConsumeMessageOrderlyService.ts',
    find: '      isSuspended = yield* this.checkReconsumeTimes(msgs)\n',
    replace: '',
    breaks: 'an orderly consumer goes on behind a message that has failed',
  },
]
