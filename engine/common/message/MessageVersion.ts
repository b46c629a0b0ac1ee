/** The form of a stored record. V2 is for topics of more than 127 characters. Original: common.message.MessageVersion. */
export const MessageVersion = {
  MESSAGE_VERSION_V1: 'MESSAGE_VERSION_V1',
  MESSAGE_VERSION_V2: 'MESSAGE_VERSION_V2',
} as const
export type MessageVersion = (typeof MessageVersion)[keyof typeof MessageVersion]
