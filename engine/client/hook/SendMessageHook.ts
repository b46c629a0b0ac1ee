import type { SendMessageContext } from './SendMessageContext'

/** Sees each message before and after it is sent; its exceptions are swallowed. Original: client.hook.SendMessageHook. */
export interface SendMessageHook {
  hookName(): string
  sendMessageBefore(context: SendMessageContext): void
  sendMessageAfter(context: SendMessageContext): void
}
