import type { AllocateMessageQueueStrategy } from '../../client/consumer/AllocateMessageQueueStrategy'
import { allocationOf } from '../../cluster/allocations'
import { MessageQueue } from '../../common/message/MessageQueue'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { Kernel } from '../../kernel/Kernel'
import type { Sandbox, SandboxedAllocation } from '../../ports/Sandbox'
import { StrategyError } from '../../ports/Sandbox'
import type { AllocationLoad } from './AllocationLoad'
import { checkAllocationLoad } from './AllocationLoad'
import type { AllocationPhase, AllocationResult, MemberError } from './AllocationResult'
import type { AllocationKey } from './BenchKey'

const TOPIC = 'OrderPaid'
const GROUP = 'billing'
const EPOCH_MILLIS = 1_700_000_000_000
/** Members have been asked up to this often before, by turns: in a group that lives, none has been asked as often as another. */
const ASKED_BEFORE = 3

/** The lists as one member sees them. */
interface View {
  readonly mqs: readonly MessageQueue[]
  readonly cids: readonly string[]
}

type Allocate = AllocateMessageQueueStrategy['allocate']

/**
 * Lets every member of a group compute its part before and after a change, each by itself: in a process of its own, with chance and
 * time of its own, and with an instance that has been asked more or less often before. So a strategy that depends on any of that
 * shows, by queues that two members have or none.
 *
 * As in RocketMQ, a member whose strategy throws keeps what it has.
 *
 * @param sandbox for the key's code; null if it has none
 * @throws StrategyError when the code can't be loaded; ScenarioError for a load that is out of bounds
 */
export function measureAllocation(key: AllocationKey, sandbox: Sandbox | null): AllocationResult {
  const { load } = key
  checkAllocationLoad(load)
  const group = new MeasuredGroup(key, sandbox)
  group.run()
  return group.result()
}

/** `room1@broker-a`: the rooms by turns. */
function queuesOf({ brokers }: AllocationLoad, onEach: number): MessageQueue[] {
  const all = Array.from({ length: brokers }, (_, broker) => {
    const name = `room${1 + (broker % 2)}@broker-${'abcdefgh'.charAt(broker)}`
    return Array.from({ length: onEach }, (_unused, queueId) => new MessageQueue(TOPIC, name, queueId))
  })
  return all.flat().sort((one, other) => one.compareTo(other))
}

/** `c01@room1`: the rooms by turns. */
function membersOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `c${String(index + 1).padStart(2, '0')}@room${1 + (index % 2)}`)
}

/** How many there are on each broker after the change. */
function queuesAfter({ change, queues }: AllocationLoad): number {
  return change === 'queues-added' ? queues + Math.ceil(queues / 2) : queues
}

class MeasuredGroup {
  private readonly key: AllocationKey
  private readonly sandbox: Sandbox | null
  private readonly consumers: readonly string[]
  private readonly queues: Readonly<Record<AllocationPhase, readonly MessageQueue[]>>
  /** Of each member what it has. */
  private readonly parts: Readonly<Record<AllocationPhase, Map<number, readonly MessageQueue[]>>>
  private readonly errors: MemberError[]
  private strategy: SandboxedAllocation | null
  private failure: unknown
  private steps: number

  constructor(key: AllocationKey, sandbox: Sandbox | null) {
    const { load } = key
    const hasOneMore = load.change === 'joins' || load.change === 'old-list'
    this.key = key
    this.sandbox = sandbox
    this.consumers = membersOf(load.consumers + (hasOneMore ? 1 : 0))
    this.queues = { before: queuesOf(load, load.queues), after: queuesOf(load, queuesAfter(load)) }
    this.parts = { before: new Map(), after: new Map() }
    this.errors = []
    this.strategy = null
    this.failure = null
    this.steps = 0
  }

  /** @throws StrategyError */
  run(): void {
    const kernel = new Kernel({ seed: this.key.seed, epochMillis: EPOCH_MILLIS })
    const { sandbox } = this
    const code = this.key.code
    for (const [index, name] of this.consumers.entries()) {
      const process = kernel.createProcess({ name, host: name })
      const member = (): void => this.member(index, sandbox !== null && code !== null ? { sandbox, code } : null)
      process.spawn('rebalance', function* (): Blocking<void> {
        member()
      })
    }
    kernel.run()
    if (this.failure !== null) throw this.failure
  }

  result(): AllocationResult {
    const { key, consumers, errors, steps } = this
    const queues = this.queues.after
    const ownersIn = (phase: AllocationPhase): Array<readonly number[] | null> => queues.map((queue) => {
      if (!this.queues[phase].some((each) => each.equals(queue))) return null
      return [...this.parts[phase]].filter(([, part]) => part.some((mq) => mq.equals(queue))).map(([index]) => index)
    })
    const owners = { before: ownersIn('before'), after: ownersIn('after') }
    assert(owners.after.every((each) => each !== null), 'no queue goes away', owners.after.length)
    return {
      key,
      queues: queues.map(({ brokerName, queueId }) => ({ broker: brokerName, queueId })),
      consumers,
      members: { before: this.membersIn('before'), after: this.membersIn('after') },
      owners,
      errors,
      steps,
    }
  }

  private membersIn(phase: AllocationPhase): number[] {
    const { change, consumers, which } = this.key.load
    const all = this.consumers.map((_, index) => index)
    if (phase === 'before') return all.slice(0, consumers)
    return change === 'leaves' ? all.filter((index) => index !== which) : all
  }

  /** What one member does, in a thread of its own. */
  private member(index: number, code: { readonly sandbox: Sandbox; readonly code: string } | null): void {
    if (this.failure !== null) return
    try {
      const allocate = code === null ? this.builtIn() : this.guest(code.sandbox, code.code)
      for (const phase of ['before', 'after'] as const) {
        if (!this.membersIn(phase).includes(index)) continue
        const times = phase === 'before' ? 1 + (index % ASKED_BEFORE) : 1
        for (let time = 0; time < times; time++) this.ask(index, phase, allocate)
      }
    } catch (error) {
      const isOnlyThis = error instanceof StrategyError && index > 0
      if (!isOnlyThis) this.failure = error
      else for (const phase of ['before', 'after'] as const) this.note(index, phase, error)
    }
  }

  private builtIn(): Allocate {
    const strategy = allocationOf(this.key.builtIn ?? 'averagely')
    return (...args) => strategy.allocate(...args)
  }

  private guest(sandbox: Sandbox, code: string): Allocate {
    const strategy = (this.strategy ??= sandbox.loadAllocation(code))
    const member = strategy.join()
    return (group, cid, mqs, cids) => {
      const part = strategy.allocate(member, group, cid, mqs, cids)
      this.steps = Math.max(this.steps, strategy.steps)
      return part.map((index) => mqs[index]!)
    }
  }

  private ask(index: number, phase: AllocationPhase, allocate: Allocate): void {
    const { mqs, cids } = this.viewOf(index, phase)
    try {
      this.parts[phase].set(index, allocate(GROUP, this.consumers[index]!, mqs, cids))
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error
      this.note(index, phase, error)
      if (phase === 'after') this.parts.after.set(index, this.parts.before.get(index) ?? [])
    }
  }

  /** Once for each member and phase. */
  private note(consumer: number, phase: AllocationPhase, { kind, detail, line, column }: StrategyError): void {
    const isKnown = this.errors.some((each) => each.consumer === consumer && each.phase === phase)
    if (isKnown || !this.membersIn(phase).includes(consumer)) return
    this.errors.push({ consumer, phase, error: { kind, message: detail, line, column } })
  }

  private viewOf(index: number, phase: AllocationPhase): View {
    const { change, which } = this.key.load
    const isBehind = phase === 'after' && change === 'old-list' && index === which
    const cids = this.membersIn(isBehind ? 'before' : phase).map((member) => this.consumers[member]!)
    return { mqs: this.queues[phase], cids }
  }
}
