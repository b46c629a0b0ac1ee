import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { JsonFields, fieldText } from '../../remoting/protocol/JsonFields'

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
    const tables = JsonFields.parse(text).object('configTable')
    const configTable: ConfigTable = new JavaHashMap()
    for (const namespace of tables?.names() ?? []) {
      const kvTable = new JavaHashMap<string>()
      for (const [key, value] of tables!.map(namespace, fieldText)) kvTable.put(key, value)
      configTable.put(namespace, kvTable)
    }
    return new KVConfigSerializeWrapper(configTable)
  }
}
