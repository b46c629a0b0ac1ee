/**
 * Settings of a name server, with their defaults; times in ms unless the name says otherwise, paths relative to the
 * disk. Left out are those of parts that are not here: the test proxy (clusterTest, productEnvName), the controller
 * (enableControllerInNamesrv) and the installation (rocketmqHome).
 * Original: org.apache.rocketmq.common.namesrv.NamesrvConfig.
 */
export class NamesrvConfig {
  kvConfigPath = 'namesrv/kvConfig.json'
  configStorePath = 'namesrv/namesrv.properties'
  /** Routes carry the topic's order configuration. */
  orderMessageEnable = false
  /** A broker that registers is told the order configuration of all topics. */
  returnOrderTopicConfigToBroker = true
  /** Threads that answer questions for routes, and how many of those may wait. */
  clientRequestThreadPoolNums = 8
  clientRequestThreadPoolQueueCapacity = 50_000
  /** Threads for everything else. */
  defaultThreadPoolNums = 16
  defaultThreadPoolQueueCapacity = 10_000
  scanNotActiveBrokerInterval = 5000
  unRegisterBrokerQueueCapacity = 3000
  /** A slave may stand in for a master that is gone. */
  supportActingMaster = false
  enableAllTopicList = true
  enableTopicList = true
  /** Brokers of a group are told when another one becomes the one with the smallest id. */
  notifyMinBrokerIdChanged = false
  /** No routes are given out for waitSecondsForService after the start, so that all brokers can register first. */
  needWaitForService = false
  waitSecondsForService = 45
  /** Topics that are missing from a registration are dropped from the routes. */
  deleteTopicWithBrokerRegistration = false
  /** Names, separated by `;`, that nobody may change from outside. */
  configBlackList = 'configBlackList;configStorePath;kvConfigPath'
}
