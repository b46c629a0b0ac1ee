import type { SendMessageContext } from './SendMessageContext'

/** Sees each message before and after it is sent; what it throws is swallowed. Original: client.hook.SendMessageHook. */
export interface SendMessageHook {
  hookName(): string
  sendMessageBefore(context: SendMessageContext): void
  sendMessageAfter(context: SendMessageContext): void
}
