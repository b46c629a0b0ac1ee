import type { HeaderClass } from '../../../engine/remoting/protocol/CommandCustomHeader'
import { AddWritePermOfBrokerRequestHeader } from '../../../engine/remoting/protocol/header/AddWritePermOfBrokerRequestHeader'
import { AddWritePermOfBrokerResponseHeader } from '../../../engine/remoting/protocol/header/AddWritePermOfBrokerResponseHeader'
import { BrokerHeartbeatRequestHeader } from '../../../engine/remoting/protocol/header/BrokerHeartbeatRequestHeader'
import { CheckTransactionStateRequestHeader } from '../../../engine/remoting/protocol/header/CheckTransactionStateRequestHeader'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../../engine/remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { ConsumerSendMsgBackRequestHeader } from '../../../engine/remoting/protocol/header/ConsumerSendMsgBackRequestHeader'
import { CreateTopicRequestHeader } from '../../../engine/remoting/protocol/header/CreateTopicRequestHeader'
import { DeleteKVConfigRequestHeader } from '../../../engine/remoting/protocol/header/DeleteKVConfigRequestHeader'
import { DeleteTopicFromNamesrvRequestHeader } from '../../../engine/remoting/protocol/header/DeleteTopicFromNamesrvRequestHeader'
import { EndTransactionRequestHeader } from '../../../engine/remoting/protocol/header/EndTransactionRequestHeader'
import { GetAllTopicConfigResponseHeader } from '../../../engine/remoting/protocol/header/GetAllTopicConfigResponseHeader'
import { GetBrokerMemberGroupRequestHeader } from '../../../engine/remoting/protocol/header/GetBrokerMemberGroupRequestHeader'
import { GetConsumerListByGroupRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerListByGroupRequestHeader'
import { GetConsumerListByGroupResponseHeader } from '../../../engine/remoting/protocol/header/GetConsumerListByGroupResponseHeader'
import { GetConsumerRunningInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerRunningInfoRequestHeader'
import { GetConsumerStatusRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerStatusRequestHeader'
import { GetEarliestMsgStoretimeRequestHeader } from '../../../engine/remoting/protocol/header/GetEarliestMsgStoretimeRequestHeader'
import { GetEarliestMsgStoretimeResponseHeader } from '../../../engine/remoting/protocol/header/GetEarliestMsgStoretimeResponseHeader'
import { GetKVConfigRequestHeader } from '../../../engine/remoting/protocol/header/GetKVConfigRequestHeader'
import { GetKVConfigResponseHeader } from '../../../engine/remoting/protocol/header/GetKVConfigResponseHeader'
import { GetKVListByNamespaceRequestHeader } from '../../../engine/remoting/protocol/header/GetKVListByNamespaceRequestHeader'
import { GetMaxOffsetRequestHeader } from '../../../engine/remoting/protocol/header/GetMaxOffsetRequestHeader'
import { GetMaxOffsetResponseHeader } from '../../../engine/remoting/protocol/header/GetMaxOffsetResponseHeader'
import { GetMinOffsetRequestHeader } from '../../../engine/remoting/protocol/header/GetMinOffsetRequestHeader'
import { GetMinOffsetResponseHeader } from '../../../engine/remoting/protocol/header/GetMinOffsetResponseHeader'
import { GetRouteInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { GetTopicsByClusterRequestHeader } from '../../../engine/remoting/protocol/header/GetTopicsByClusterRequestHeader'
import { HeartbeatRequestHeader } from '../../../engine/remoting/protocol/header/HeartbeatRequestHeader'
import { RecallMessageRequestHeader } from '../../../engine/remoting/protocol/header/RecallMessageRequestHeader'
import { RecallMessageResponseHeader } from '../../../engine/remoting/protocol/header/RecallMessageResponseHeader'
import { LockBatchMqRequestHeader } from '../../../engine/remoting/protocol/header/LockBatchMqRequestHeader'
import { NotifyConsumerIdsChangedRequestHeader } from '../../../engine/remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader'
import { NotifyMinBrokerIdChangeRequestHeader } from '../../../engine/remoting/protocol/header/NotifyMinBrokerIdChangeRequestHeader'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { PutKVConfigRequestHeader } from '../../../engine/remoting/protocol/header/PutKVConfigRequestHeader'
import { QueryConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { QueryConsumerOffsetResponseHeader } from '../../../engine/remoting/protocol/header/QueryConsumerOffsetResponseHeader'
import { QueryDataVersionRequestHeader } from '../../../engine/remoting/protocol/header/QueryDataVersionRequestHeader'
import { QueryDataVersionResponseHeader } from '../../../engine/remoting/protocol/header/QueryDataVersionResponseHeader'
import { RegisterBrokerRequestHeader } from '../../../engine/remoting/protocol/header/RegisterBrokerRequestHeader'
import { RegisterBrokerResponseHeader } from '../../../engine/remoting/protocol/header/RegisterBrokerResponseHeader'
import { RegisterTopicRequestHeader } from '../../../engine/remoting/protocol/header/RegisterTopicRequestHeader'
import { ReplyMessageRequestHeader } from '../../../engine/remoting/protocol/header/ReplyMessageRequestHeader'
import { ResetOffsetRequestHeader } from '../../../engine/remoting/protocol/header/ResetOffsetRequestHeader'
import { SearchOffsetRequestHeader } from '../../../engine/remoting/protocol/header/SearchOffsetRequestHeader'
import { SearchOffsetResponseHeader } from '../../../engine/remoting/protocol/header/SearchOffsetResponseHeader'
import { SendMessageRequestHeader } from '../../../engine/remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { UnRegisterBrokerRequestHeader } from '../../../engine/remoting/protocol/header/UnRegisterBrokerRequestHeader'
import { UnlockBatchMqRequestHeader } from '../../../engine/remoting/protocol/header/UnlockBatchMqRequestHeader'
import { UnregisterClientRequestHeader } from '../../../engine/remoting/protocol/header/UnregisterClientRequestHeader'
import { UnregisterClientResponseHeader } from '../../../engine/remoting/protocol/header/UnregisterClientResponseHeader'
import { UpdateConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { UpdateConsumerOffsetResponseHeader } from '../../../engine/remoting/protocol/header/UpdateConsumerOffsetResponseHeader'
import { ViewMessageRequestHeader } from '../../../engine/remoting/protocol/header/ViewMessageRequestHeader'
import { WipeWritePermOfBrokerRequestHeader } from '../../../engine/remoting/protocol/header/WipeWritePermOfBrokerRequestHeader'
import { WipeWritePermOfBrokerResponseHeader } from '../../../engine/remoting/protocol/header/WipeWritePermOfBrokerResponseHeader'

/** All headers that we have, by name. */
export const HEADER_CLASSES: Readonly<Record<string, HeaderClass>> = {
  AddWritePermOfBrokerRequestHeader,
  AddWritePermOfBrokerResponseHeader,
  BrokerHeartbeatRequestHeader,
  CheckTransactionStateRequestHeader,
  ConsumeMessageDirectlyResultRequestHeader,
  ConsumerSendMsgBackRequestHeader,
  CreateTopicRequestHeader,
  DeleteKVConfigRequestHeader,
  DeleteTopicFromNamesrvRequestHeader,
  EndTransactionRequestHeader,
  GetAllTopicConfigResponseHeader,
  GetBrokerMemberGroupRequestHeader,
  GetConsumerListByGroupRequestHeader,
  GetConsumerListByGroupResponseHeader,
  GetConsumerRunningInfoRequestHeader,
  GetConsumerStatusRequestHeader,
  GetEarliestMsgStoretimeRequestHeader,
  GetEarliestMsgStoretimeResponseHeader,
  GetKVConfigRequestHeader,
  GetKVConfigResponseHeader,
  GetKVListByNamespaceRequestHeader,
  GetMaxOffsetRequestHeader,
  GetMaxOffsetResponseHeader,
  GetMinOffsetRequestHeader,
  GetMinOffsetResponseHeader,
  GetRouteInfoRequestHeader,
  GetTopicsByClusterRequestHeader,
  HeartbeatRequestHeader,
  RecallMessageRequestHeader,
  RecallMessageResponseHeader,
  LockBatchMqRequestHeader,
  NotifyConsumerIdsChangedRequestHeader,
  NotifyMinBrokerIdChangeRequestHeader,
  PullMessageRequestHeader,
  PullMessageResponseHeader,
  PutKVConfigRequestHeader,
  QueryConsumerOffsetRequestHeader,
  QueryConsumerOffsetResponseHeader,
  QueryDataVersionRequestHeader,
  QueryDataVersionResponseHeader,
  RegisterBrokerRequestHeader,
  RegisterBrokerResponseHeader,
  RegisterTopicRequestHeader,
  ReplyMessageRequestHeader,
  ResetOffsetRequestHeader,
  SearchOffsetRequestHeader,
  SearchOffsetResponseHeader,
  SendMessageRequestHeader,
  SendMessageRequestHeaderV2,
  SendMessageResponseHeader,
  UnRegisterBrokerRequestHeader,
  UnlockBatchMqRequestHeader,
  UnregisterClientRequestHeader,
  UnregisterClientResponseHeader,
  UpdateConsumerOffsetRequestHeader,
  UpdateConsumerOffsetResponseHeader,
  ViewMessageRequestHeader,
  WipeWritePermOfBrokerRequestHeader,
  WipeWritePermOfBrokerResponseHeader,
}
