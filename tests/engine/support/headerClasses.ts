import type { HeaderClass } from '../../../engine/remoting/protocol/CommandCustomHeader'
import { AddWritePermOfBrokerRequestHeader } from '../../../engine/remoting/protocol/header/AddWritePermOfBrokerRequestHeader'
import { AddWritePermOfBrokerResponseHeader } from '../../../engine/remoting/protocol/header/AddWritePermOfBrokerResponseHeader'
import { BrokerHeartbeatRequestHeader } from '../../../engine/remoting/protocol/header/BrokerHeartbeatRequestHeader'
import { CheckTransactionStateRequestHeader } from '../../../engine/remoting/protocol/header/CheckTransactionStateRequestHeader'
import { CloneGroupOffsetRequestHeader } from '../../../engine/remoting/protocol/header/CloneGroupOffsetRequestHeader'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../../engine/remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { ConsumerSendMsgBackRequestHeader } from '../../../engine/remoting/protocol/header/ConsumerSendMsgBackRequestHeader'
import { CreateTopicRequestHeader } from '../../../engine/remoting/protocol/header/CreateTopicRequestHeader'
import { DeleteKVConfigRequestHeader } from '../../../engine/remoting/protocol/header/DeleteKVConfigRequestHeader'
import { DeleteSubscriptionGroupRequestHeader } from '../../../engine/remoting/protocol/header/DeleteSubscriptionGroupRequestHeader'
import { DeleteTopicFromNamesrvRequestHeader } from '../../../engine/remoting/protocol/header/DeleteTopicFromNamesrvRequestHeader'
import { DeleteTopicRequestHeader } from '../../../engine/remoting/protocol/header/DeleteTopicRequestHeader'
import { EndTransactionRequestHeader } from '../../../engine/remoting/protocol/header/EndTransactionRequestHeader'
import { GetAllTopicConfigResponseHeader } from '../../../engine/remoting/protocol/header/GetAllTopicConfigResponseHeader'
import { GetBrokerConfigResponseHeader } from '../../../engine/remoting/protocol/header/GetBrokerConfigResponseHeader'
import { GetBrokerMemberGroupRequestHeader } from '../../../engine/remoting/protocol/header/GetBrokerMemberGroupRequestHeader'
import { GetConsumeStatsInBrokerHeader } from '../../../engine/remoting/protocol/header/GetConsumeStatsInBrokerHeader'
import { GetConsumeStatsRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumeStatsRequestHeader'
import { GetConsumerConnectionListRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerConnectionListRequestHeader'
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
import { GetProducerConnectionListRequestHeader } from '../../../engine/remoting/protocol/header/GetProducerConnectionListRequestHeader'
import { GetRouteInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { GetSubscriptionGroupConfigRequestHeader } from '../../../engine/remoting/protocol/header/GetSubscriptionGroupConfigRequestHeader'
import { GetTopicConfigRequestHeader } from '../../../engine/remoting/protocol/header/GetTopicConfigRequestHeader'
import { GetTopicStatsInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetTopicStatsInfoRequestHeader'
import { GetTopicsByClusterRequestHeader } from '../../../engine/remoting/protocol/header/GetTopicsByClusterRequestHeader'
import { HeartbeatRequestHeader } from '../../../engine/remoting/protocol/header/HeartbeatRequestHeader'
import { LockBatchMqRequestHeader } from '../../../engine/remoting/protocol/header/LockBatchMqRequestHeader'
import { NotifyConsumerIdsChangedRequestHeader } from '../../../engine/remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader'
import { NotifyMinBrokerIdChangeRequestHeader } from '../../../engine/remoting/protocol/header/NotifyMinBrokerIdChangeRequestHeader'
import { AckMessageRequestHeader } from '../../../engine/remoting/protocol/header/AckMessageRequestHeader'
import { ChangeInvisibleTimeRequestHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { ChangeInvisibleTimeResponseHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeResponseHeader'
import { PollingInfoRequestHeader } from '../../../engine/remoting/protocol/header/PollingInfoRequestHeader'
import { PollingInfoResponseHeader } from '../../../engine/remoting/protocol/header/PollingInfoResponseHeader'
import { PopMessageRequestHeader } from '../../../engine/remoting/protocol/header/PopMessageRequestHeader'
import { PopMessageResponseHeader } from '../../../engine/remoting/protocol/header/PopMessageResponseHeader'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { PutKVConfigRequestHeader } from '../../../engine/remoting/protocol/header/PutKVConfigRequestHeader'
import { QueryConsumeQueueRequestHeader } from '../../../engine/remoting/protocol/header/QueryConsumeQueueRequestHeader'
import { QueryConsumeTimeSpanRequestHeader } from '../../../engine/remoting/protocol/header/QueryConsumeTimeSpanRequestHeader'
import { QueryConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { QueryConsumerOffsetResponseHeader } from '../../../engine/remoting/protocol/header/QueryConsumerOffsetResponseHeader'
import { QueryDataVersionRequestHeader } from '../../../engine/remoting/protocol/header/QueryDataVersionRequestHeader'
import { QueryDataVersionResponseHeader } from '../../../engine/remoting/protocol/header/QueryDataVersionResponseHeader'
import { QueryMessageRequestHeader } from '../../../engine/remoting/protocol/header/QueryMessageRequestHeader'
import { QueryMessageResponseHeader } from '../../../engine/remoting/protocol/header/QueryMessageResponseHeader'
import { QuerySubscriptionByConsumerRequestHeader } from '../../../engine/remoting/protocol/header/QuerySubscriptionByConsumerRequestHeader'
import { QueryTopicConsumeByWhoRequestHeader } from '../../../engine/remoting/protocol/header/QueryTopicConsumeByWhoRequestHeader'
import { QueryTopicsByConsumerRequestHeader } from '../../../engine/remoting/protocol/header/QueryTopicsByConsumerRequestHeader'
import { RecallMessageRequestHeader } from '../../../engine/remoting/protocol/header/RecallMessageRequestHeader'
import { RecallMessageResponseHeader } from '../../../engine/remoting/protocol/header/RecallMessageResponseHeader'
import { RegisterBrokerRequestHeader } from '../../../engine/remoting/protocol/header/RegisterBrokerRequestHeader'
import { RegisterBrokerResponseHeader } from '../../../engine/remoting/protocol/header/RegisterBrokerResponseHeader'
import { RegisterTopicRequestHeader } from '../../../engine/remoting/protocol/header/RegisterTopicRequestHeader'
import { ReplyMessageRequestHeader } from '../../../engine/remoting/protocol/header/ReplyMessageRequestHeader'
import { ResetOffsetRequestHeader } from '../../../engine/remoting/protocol/header/ResetOffsetRequestHeader'
import { ResumeCheckHalfMessageRequestHeader } from '../../../engine/remoting/protocol/header/ResumeCheckHalfMessageRequestHeader'
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
import { UpdateGroupForbiddenRequestHeader } from '../../../engine/remoting/protocol/header/UpdateGroupForbiddenRequestHeader'
import { ViewBrokerStatsDataRequestHeader } from '../../../engine/remoting/protocol/header/ViewBrokerStatsDataRequestHeader'
import { ViewMessageRequestHeader } from '../../../engine/remoting/protocol/header/ViewMessageRequestHeader'
import { WipeWritePermOfBrokerRequestHeader } from '../../../engine/remoting/protocol/header/WipeWritePermOfBrokerRequestHeader'
import { WipeWritePermOfBrokerResponseHeader } from '../../../engine/remoting/protocol/header/WipeWritePermOfBrokerResponseHeader'

/** All headers that we have, by name. */
export const HEADER_CLASSES: Readonly<Record<string, HeaderClass>> = {
  AddWritePermOfBrokerRequestHeader,
  AddWritePermOfBrokerResponseHeader,
  BrokerHeartbeatRequestHeader,
  CheckTransactionStateRequestHeader,
  CloneGroupOffsetRequestHeader,
  ConsumeMessageDirectlyResultRequestHeader,
  ConsumerSendMsgBackRequestHeader,
  CreateTopicRequestHeader,
  DeleteKVConfigRequestHeader,
  DeleteSubscriptionGroupRequestHeader,
  DeleteTopicFromNamesrvRequestHeader,
  DeleteTopicRequestHeader,
  EndTransactionRequestHeader,
  GetAllTopicConfigResponseHeader,
  GetBrokerConfigResponseHeader,
  GetBrokerMemberGroupRequestHeader,
  GetConsumeStatsInBrokerHeader,
  GetConsumeStatsRequestHeader,
  GetConsumerConnectionListRequestHeader,
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
  GetProducerConnectionListRequestHeader,
  GetRouteInfoRequestHeader,
  GetSubscriptionGroupConfigRequestHeader,
  GetTopicConfigRequestHeader,
  GetTopicStatsInfoRequestHeader,
  GetTopicsByClusterRequestHeader,
  HeartbeatRequestHeader,
  LockBatchMqRequestHeader,
  NotifyConsumerIdsChangedRequestHeader,
  NotifyMinBrokerIdChangeRequestHeader,
  AckMessageRequestHeader,
  ChangeInvisibleTimeRequestHeader,
  ChangeInvisibleTimeResponseHeader,
  PollingInfoRequestHeader,
  PollingInfoResponseHeader,
  PopMessageRequestHeader,
  PopMessageResponseHeader,
  PullMessageRequestHeader,
  PullMessageResponseHeader,
  PutKVConfigRequestHeader,
  QueryConsumeQueueRequestHeader,
  QueryConsumeTimeSpanRequestHeader,
  QueryConsumerOffsetRequestHeader,
  QueryConsumerOffsetResponseHeader,
  QueryDataVersionRequestHeader,
  QueryDataVersionResponseHeader,
  QueryMessageRequestHeader,
  QueryMessageResponseHeader,
  QuerySubscriptionByConsumerRequestHeader,
  QueryTopicConsumeByWhoRequestHeader,
  QueryTopicsByConsumerRequestHeader,
  RecallMessageRequestHeader,
  RecallMessageResponseHeader,
  RegisterBrokerRequestHeader,
  RegisterBrokerResponseHeader,
  RegisterTopicRequestHeader,
  ReplyMessageRequestHeader,
  ResetOffsetRequestHeader,
  ResumeCheckHalfMessageRequestHeader,
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
  UpdateGroupForbiddenRequestHeader,
  ViewBrokerStatsDataRequestHeader,
  ViewMessageRequestHeader,
  WipeWritePermOfBrokerRequestHeader,
  WipeWritePermOfBrokerResponseHeader,
}
