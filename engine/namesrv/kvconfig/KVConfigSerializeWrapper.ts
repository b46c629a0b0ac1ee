import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { mapOf } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields } from '../../remoting/protocol/JsonFields'

/** Namespace → key → value. */
export type ConfigTable = JavaHashMap<JavaHashMap<string>>

/**
 * The content of the KV configuration's file: `{"configTable":{"namespace":{"key":"value"}}}`.
 * Original: org.apache.rocketmq.namesrv.kvconfig.KVConfigSerializeWrapper.
 */
export class KVConfigSerializeWrapper {
  readonly configTable: ConfigTable

  constructor(configTable: ConfigTable) {
    this.configTable = configTable
  }

  toJson(): string {
    return toFastJson(this)
  }

  /** @throws SyntaxError when the text is not JSON, JsonFieldError when it has other types */
  static fromJson(text: string): KVConfigSerializeWrapper {
    const configTable: ConfigTable = new JavaHashMap()
    const fields = JsonFields.parse(text)
    const tables = fields?.neededMap('configTable', mapOf) ?? []
    for (const [namespace, table] of tables) if (table !== null) configTable.put(namespace, table)
    return new KVConfigSerializeWrapper(configTable)
  }
}
