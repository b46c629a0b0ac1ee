/** Original: org.apache.rocketmq.remoting.netty.NettyClientConfig, with its defaults. Times in ms. */
export class NettyClientConfig {
  clientCallbackExecutorThreads = 4
  clientOnewaySemaphoreValue = 65_535
  clientAsyncSemaphoreValue = 65_535
  connectTimeoutMillis = 3000
  clientChannelMaxIdleTimeSeconds = 120
  clientCloseSocketIfTimeout = true
  enableReconnectForGoAway = true
}
