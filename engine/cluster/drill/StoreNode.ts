import type { Blocking } from '../../kernel/Blocking'
import { IllegalStateException } from '../../kernel/errors'
import type { Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { applyConfig } from '../applyConfig'
import { ClusterNode } from '../ClusterNode'
import type { Machine } from '../Machine'
import type { ConfigValue, DrillSpec } from '../Scenario'

/** A machine with nothing but a broker's message store on it, in process after process. */
export class StoreNode extends ClusterNode {
  private readonly config: Readonly<Record<string, ConfigValue>>
  private current: DefaultMessageStore | null

  /** `config`: fields of MessageStoreConfig. */
  constructor(kernel: Kernel, machine: Machine, spec: DrillSpec['store'], config: Readonly<Record<string, ConfigValue>>) {
    super(kernel, machine, { ...spec, startAtMillis: 0 })
    this.config = config
    this.current = null
  }

  get address(): string {
    return this.machine.host
  }

  /** The store of the process that lives, or lived last; null until the first one has been started. */
  get store(): DefaultMessageStore | null {
    return this.current
  }

  protected *main(process: Process): Blocking<void> {
    this.current = null
    const config = applyConfig(new MessageStoreConfig(), this.config, `${this.name}.store`)
    const store = new DefaultMessageStore(process, this.machine.pageCache, config)
    if (!(yield* store.load())) throw new IllegalStateException('the files of the store can not be loaded')
    yield* store.start()
    this.current = store
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.current !== null) yield* this.current.shutdown()
  }
}
