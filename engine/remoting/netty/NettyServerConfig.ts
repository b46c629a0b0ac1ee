/** Original: org.apache.rocketmq.remoting.netty.NettyServerConfig, with its defaults. */
export class NettyServerConfig {
  bindAddress = '0.0.0.0'
  listenPort = 0
  serverCallbackExecutorThreads = 4
  serverOnewaySemaphoreValue = 256
  serverAsyncSemaphoreValue = 64
  serverChannelMaxIdleTimeSeconds = 120
}
