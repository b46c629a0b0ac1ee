import type { Blocking } from '../../kernel/Blocking'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Disk } from '../../ports/Disk'
import { SetMessageRequestModeRequestBody } from '../../remoting/protocol/body/SetMessageRequestModeRequestBody'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { textOfKey } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields, mapOfMembers } from '../../remoting/protocol/JsonFields'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import { ConfigManager } from '../ConfigManager'

type ModesOfGroups = JavaConcurrentHashMap<string, SetMessageRequestModeRequestBody>

/**
 * How the groups get the messages of topics, by operators' orders. (The original reads its file when the broker starts; here it is read
 * when somebody asks for the first time.) Original: org.apache.rocketmq.broker.loadbalance.MessageRequestModeManager.
 */
export class MessageRequestModeManager extends ConfigManager {
  private readonly storePathRootDir: string
  /** Topic → group → how. */
  private messageRequestModeMap: JavaConcurrentHashMap<string, ModesOfGroups>
  private isLoaded: boolean

  constructor(disk: Disk, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.messageRequestModeMap = new JavaConcurrentHashMap()
    this.isLoaded = false
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/messageRequestMode.json`
  }

  encode(prettyFormat = false): string {
    return toFastJson({ messageRequestModeMap: this.messageRequestModeMap }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const loaded = new JavaConcurrentHashMap<string, ModesOfGroups>()
    const modesOf = fields.map('messageRequestModeMap', (groups) => {
      return mapOfMembers(groups, textOfKey, (mode) => SetMessageRequestModeRequestBody.fromJson(new JsonFields(mode)))
    })
    for (const [topic, modes] of modesOf) {
      const ofGroups: ModesOfGroups = new JavaConcurrentHashMap()
      for (const [group, mode] of modes) ofGroups.set(group, mode)
      loaded.set(topic, ofGroups)
    }
    this.messageRequestModeMap = loaded
  }

  /** Reads the file, once; one that is damaged counts as none. */
  *loadOnce(): Blocking<void> {
    if (this.isLoaded) return
    yield* this.load()
    this.isLoaded = true
  }

  /** Original: MessageRequestModeManager#setMessageRequestMode */
  setMessageRequestMode(topic: string, consumerGroup: string, requestBody: SetMessageRequestModeRequestBody): void {
    const modes: ModesOfGroups = this.messageRequestModeMap.get(topic) ?? new JavaConcurrentHashMap()
    modes.set(consumerGroup, requestBody)
    this.messageRequestModeMap.set(topic, modes)
  }

  /** Null if nobody has said. Original: MessageRequestModeManager#getMessageRequestMode */
  getMessageRequestMode(topic: string, consumerGroup: string): SetMessageRequestModeRequestBody | null {
    return this.messageRequestModeMap.get(topic)?.get(consumerGroup) ?? null
  }
}
