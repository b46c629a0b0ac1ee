/** Where the files lie below the store's root. Original: org.apache.rocketmq.store.config.StorePathConfigHelper. */

export function getStorePathConsumeQueue(rootDir: string): string {
  return `${rootDir}/consumequeue`
}

export function getStorePathIndex(rootDir: string): string {
  return `${rootDir}/index`
}

export function getStoreCheckpoint(rootDir: string): string {
  return `${rootDir}/checkpoint`
}

/** Its existence means that the store is running, or died running. */
export function getAbortFile(rootDir: string): string {
  return `${rootDir}/abort`
}

export function getLockFile(rootDir: string): string {
  return `${rootDir}/lock`
}
