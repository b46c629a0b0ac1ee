import type { SendMessageContext } from '../client/hook/SendMessageContext'
import type { SendMessageHook } from '../client/hook/SendMessageHook'
import type { Process } from '../kernel/Process'
import type { SendHookEvent } from '../trace/events'

/** An application's hook that only tells what it is shown. */
export class SendHookWitness implements SendMessageHook {
  private readonly process: Process

  constructor(process: Process) {
    this.process = process
  }

  hookName(): string {
    return 'SendHookWitness'
  }

  sendMessageBefore(context: SendMessageContext): void {
    this.tell('before', context)
  }

  sendMessageAfter(context: SendMessageContext): void {
    this.tell('after', context)
  }

  private tell(what: SendHookEvent['what'], { message, communicationMode, sendResult }: SendMessageContext): void {
    const { kernel, name } = this.process
    const [keys, status] = [message.getKeys() ?? '', sendResult?.sendStatus ?? '']
    kernel.emit({ type: 'send-hook', process: name, what, keys, mode: communicationMode, status })
  }
}
