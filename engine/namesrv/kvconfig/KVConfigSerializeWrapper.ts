import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { parseFastJson, toFastJson } from '../../remoting/protocol/FastJson'

/** Namespace → key → value. */
export type ConfigTable = JavaHashMap<JavaHashMap<string>>

/**
 * What is in the file of the KV configuration: `{"configTable":{"namespace":{"key":"value"}}}`.
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

  /** @throws SyntaxError when the text is not JSON */
  static fromJson(text: string): KVConfigSerializeWrapper {
    const fields = parseFastJson(text) as { configTable?: Record<string, Record<string, string>> }
    const configTable: ConfigTable = new JavaHashMap()
    for (const [namespace, values] of Object.entries(fields.configTable ?? {})) {
      const kvTable = new JavaHashMap<string>()
      for (const [key, value] of Object.entries(values)) kvTable.put(key, value)
      configTable.put(namespace, kvTable)
    }
    return new KVConfigSerializeWrapper(configTable)
  }
}
