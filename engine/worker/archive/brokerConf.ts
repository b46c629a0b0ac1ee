import type { ExportSettings } from './exportStore'

/**
 * The configuration file of a real broker for the store beside it. Without the sizes of its files it would refuse them:
 * it only opens files of exactly the length that it would give them itself.
 */
export function brokerConf({ brokerConfig, messageStoreConfig }: ExportSettings): string {
  const { brokerClusterName, brokerName, brokerId } = brokerConfig
  const { mappedFileSizeCommitLog, maxHashSlotNum, maxIndexNum, flushDiskType } = messageStoreConfig
  return [
    '# Apache RocketMQ 5.3.2. Paths are relative to the directory that the broker is started in.',
    `brokerClusterName=${brokerClusterName}`,
    `brokerName=${brokerName}`,
    `brokerId=${brokerId}`,
    'brokerIP1=127.0.0.1',
    'listenPort=10911',
    'namesrvAddr=127.0.0.1:9876',
    'storePathRootDir=store',
    'storePathCommitLog=store/commitlog',
    '',
    '# The sizes of the files that are there. With others the broker does not start.',
    `mappedFileSizeCommitLog=${mappedFileSizeCommitLog}`,
    `mappedFileSizeConsumeQueue=${messageStoreConfig.getMappedFileSizeConsumeQueue()}`,
    `maxHashSlotNum=${maxHashSlotNum}`,
    `maxIndexNum=${maxIndexNum}`,
    `mappedFileSizeTimerLog=${messageStoreConfig.mappedFileSizeTimerLog}`,
    '',
    `flushDiskType=${flushDiskType}`,
    `brokerRole=${messageStoreConfig.brokerRole}`,
    '# Messages stay for a year, and not for three days only (hours).',
    'fileReservedTime=8760',
    '',
  ].join('\n')
}

/** How to start a real broker on the store, in English and in Chinese. */
export function brokerReadme({ messageStoreConfig }: ExportSettings): string {
  const commands = [
    '  export ROCKETMQ_HOME=/opt/rocketmq-all-5.3.2-bin-release JAVA_OPT_EXT="-Xms512m -Xmx512m -XX:-AlwaysPreTouch"',
    '  sh $ROCKETMQ_HOME/bin/mqnamesrv &',
    '  sh $ROCKETMQ_HOME/bin/mqbroker -c broker.conf',
  ]
  const look = '  sh $ROCKETMQ_HOME/bin/mqadmin topicStatus -n 127.0.0.1:9876 -t TOPIC'
  return [
    'RocketScope: the store of a broker',
    '',
    'store/ is the store directory of an Apache RocketMQ 5.3.2 broker, byte for byte. A real broker goes on with it.',
    'In this directory (Java 8 or later; the first line: where RocketMQ is, and less memory than the 8 GB it would take):',
    '',
    ...commands,
    '',
    'In another terminal, what is in a topic:',
    '',
    look,
    '',
    `The file sizes in broker.conf (${messageStoreConfig.mappedFileSizeCommitLog} bytes a file of the commit log) are those`,
    'of the files that are there; do not change them. To take the store back to the page, stop the broker',
    '(mqshutdown broker) and zip this directory.',
    '',
    '',
    'RocketScope：一个 Broker 的存储',
    '',
    'store/ 就是 Apache RocketMQ 5.3.2 Broker 的存储目录，逐字节一致，真正的 Broker 可以直接接着运行。',
    '在本目录下执行（需要 Java 8 及以上；第一行指明 RocketMQ 的位置，并把默认的 8 GB 内存调小）：',
    '',
    ...commands,
    '',
    '在另一个终端里查看某个主题：',
    '',
    look,
    '',
    `broker.conf 里的文件大小（提交日志每个文件 ${messageStoreConfig.mappedFileSizeCommitLog} 字节）与现有文件一致，`,
    '请勿修改。若要把存储带回页面，先停止 Broker（mqshutdown broker），再把本目录打成 zip。',
    '',
  ].join('\n')
}
