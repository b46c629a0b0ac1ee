/** What kind of message it is. The order counts: a message trace has a number for it. Original: common.message.MessageType. */
export const MESSAGE_TYPES = ['Normal_Msg', 'Trans_Msg_Half', 'Trans_msg_Commit', 'Delay_Msg', 'Order_Msg'] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]
