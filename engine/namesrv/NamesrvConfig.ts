/**
 * Settings of a name server, with their defaults; times in ms unless the name says otherwise, paths relative to the
 * disk. The settings of missing parts are left out: the test proxy (clusterTest, productEnvName), the controller
 * (enableControllerInNamesrv) and the installation (rocketmqHome).
 * Original: org.apache.rocketmq.common.namesrv.NamesrvConfig.
 */
export class NamesrvConfig {
  kvConfigPath = 'namesrv/kvConfig.json'
  configStorePath = 'namesrv/namesrv.properties'
  /** Routes carry the topic's order configuration. */
  orderMessageEnable = false
  /** The answer to a registration carries the order configuration of all topics. */
  returnOrderTopicConfigToBroker = true
  /** The threads that answer questions for routes, and the length of their queue. */
  clientRequestThreadPoolNums = 8
  clientRequestThreadPoolQueueCapacity = 50_000
  /** The threads for all other requests. */
  defaultThreadPoolNums = 16
  defaultThreadPoolQueueCapacity = 10_000
  scanNotActiveBrokerInterval = 5000
  unRegisterBrokerQueueCapacity = 3000
  /** A slave may stand in for a master that is gone. */
  supportActingMaster = false
  enableAllTopicList = true
  enableTopicList = true
  /** Tells the brokers of a group when the smallest id among them changes. */
  notifyMinBrokerIdChanged = false
  /** Answers no question for routes in the first waitSecondsForService, so that all brokers can register first. */
  needWaitForService = false
  waitSecondsForService = 45
  /** Topics that are missing from a registration are dropped from the routes. */
  deleteTopicWithBrokerRegistration = false
  /** Settings, separated by `;`, that can't be changed from outside. */
  configBlackList = 'configBlackList;configStorePath;kvConfigPath'
}
