import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { ClientConfig } from '../../../engine/client/ClientConfig'
import type { ConsumerEnvironment } from '../../../engine/client/ClientEnvironment'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { Kernel } from '../../../engine/kernel/Kernel'
import { NamesrvConfig } from '../../../engine/namesrv/NamesrvConfig'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { SETTINGS } from '../../../content/reference/defaults'
import type { ConfigName, Setting } from '../../../content/reference/defaults'
import { listEngineFiles, readEngineFile, ROOT } from '../../source/server/engineFiles'
import { readSymbols } from '../../source/server/readSymbols'

export interface DefaultValue extends Setting {
  readonly value: string | number | boolean
  /** The symbols that read it, the first few of them. */
  readonly usedIn: readonly string[]
}

/** Where the class of a group of settings stands. */
export const CONFIG_FILES: Readonly<Record<ConfigName, string>> = {
  ClientConfig: 'engine/client/ClientConfig.ts',
  DefaultMQProducer: 'engine/client/producer/DefaultMQProducer.ts',
  DefaultMQPushConsumer: 'engine/client/consumer/DefaultMQPushConsumer.ts',
  NamesrvConfig: 'engine/namesrv/NamesrvConfig.ts',
  BrokerConfig: 'engine/broker/BrokerConfig.ts',
  MessageStoreConfig: 'engine/store/config/MessageStoreConfig.ts',
}

/** Rooms in which a setting of each kind is read: names such as `maxMessageSize` are used in several. */
const READERS: Readonly<Record<ConfigName, RegExp>> = {
  ClientConfig: /^engine\/client\//,
  DefaultMQProducer: /^engine\/client\//,
  DefaultMQPushConsumer: /^engine\/client\//,
  NamesrvConfig: /^engine\/namesrv\//,
  BrokerConfig: /^engine\/broker\//,
  MessageStoreConfig: /^engine\/(store|broker)\//,
}

const MOST_USES = 3

interface EngineSource {
  readonly file: string
  readonly source: string
}

/** The engine's own objects, with their defaults. */
function freshConfigs(): Record<ConfigName, object> {
  const process = new Kernel({ seed: 1 }).createProcess({ name: 'client', host: '127.0.0.1' })
  // Nothing is sent: what a client needs from outside is never touched.
  const environment = {} as ConsumerEnvironment
  return {
    ClientConfig: new ClientConfig(),
    DefaultMQProducer: new DefaultMQProducer(process, environment),
    DefaultMQPushConsumer: new DefaultMQPushConsumer(process, environment),
    NamesrvConfig: new NamesrvConfig(),
    BrokerConfig: new BrokerConfig(),
    MessageStoreConfig: new MessageStoreConfig(),
  }
}

let known: ReadonlyMap<ConfigName, readonly DefaultValue[]> | null = null

/**
 * The values of the settings that the page lists, and where the engine reads them.
 * @throws Error naming a setting that the engine does not have
 */
export function readDefaults(): ReadonlyMap<ConfigName, readonly DefaultValue[]> {
  if (known !== null) return known
  const configs = freshConfigs()
  const files = listEngineFiles(ROOT).map((file) => ({ file, source: readEngineFile(file)! }))
  known = new Map(SETTINGS.map(({ config, settings }) => [config, settings.map((setting) => {
    const value = (configs[config] as Record<string, unknown>)[setting.field]
    if (!isShown(value)) throw new Error(`${config} has no setting ${setting.field}, or none that can be shown`)
    const names = [setting.field, ...gettersOf(setting.field, config)]
    return { ...setting, value, usedIn: usesOf(names, config, files) }
  })]))
  return known
}

function isShown(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Methods of the class that give the value, with bounds or rounded. */
function gettersOf(field: string, config: ConfigName): string[] {
  const source = readEngineFile(CONFIG_FILES[config])!
  const lines = source.split('\n')
  const getters = readSymbols(CONFIG_FILES[config], source).filter(({ symbol, from, to }) => {
    return /#(get|is)[A-Z]/.test(symbol) && lines.slice(from, to).some((line) => line.includes(`this.${field}`))
  })
  return getters.map(({ symbol }) => symbol.slice(symbol.indexOf('#') + 1))
}

/** Outside of the classes of settings, or else in them. */
function usesOf(names: readonly string[], config: ConfigName, files: readonly EngineSource[]): string[] {
  const use = new RegExp(`[.\\s{](${names.join('|')})\\b`)
  const readers = files.filter(({ file, source }) => READERS[config].test(file) && use.test(source))
  const outside = symbolsWith(use, readers.filter(({ file }) => !isConfig(file)))
  return (outside.length > 0 ? outside : symbolsWith(use, readers)).slice(0, MOST_USES)
}

function symbolsWith(use: RegExp, files: readonly EngineSource[]): string[] {
  const found = new Set<string>()
  for (const { file, source } of files) {
    if (found.size >= MOST_USES) break
    const symbols = readSymbols(file, source)
    for (const [index, text] of source.split('\n').entries()) {
      if (!use.test(text) || /^\s*(\*|\/\*|\/\/|import)/.test(text)) continue
      const inner = symbols.findLast(({ from, to }) => from <= index + 1 && index + 1 <= to)
      // A class itself only declares a field of the same name, and a constructor of settings only sets it.
      if (inner === undefined || inner.kind === 'class' || inner.kind === 'interface' || (isConfig(file) && /#constructor$/.test(inner.symbol))) continue
      found.add(inner.symbol)
    }
  }
  return [...found]
}

/** The classes of settings themselves, and the other kinds of consumer, which have settings of their own. */
function isConfig(file: string): boolean {
  return Object.values(CONFIG_FILES).includes(file) || /^engine\/client\/consumer\/Default\w+\.ts$/.test(file)
}
