/** What kind of message it is. The order counts: a message trace has a number for it. Original: common.message.MessageType. */
export const MessageType = {
  Normal_Msg: 'Normal_Msg',
  Trans_Msg_Half: 'Trans_Msg_Half',
  Trans_msg_Commit: 'Trans_msg_Commit',
  Delay_Msg: 'Delay_Msg',
  Order_Msg: 'Order_Msg',
} as const
export type MessageType = (typeof MessageType)[keyof typeof MessageType]
