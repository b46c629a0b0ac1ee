import { PullSysFlag } from '../../common/sysflag/PullSysFlag'
import type { PullMessageRequestHeader } from '../../remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../remoting/protocol/header/PullMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { PullResult } from '../consumer/PullResult'
import { PullStatus } from '../consumer/PullStatus'
import { MQBrokerException } from '../exception/MQBrokerException'

const STATUS_OF_CODE: ReadonlyMap<number, PullStatus> = new Map([
  [ResponseCode.SUCCESS, PullStatus.FOUND],
  [ResponseCode.PULL_NOT_FOUND, PullStatus.NO_NEW_MSG],
  [ResponseCode.PULL_RETRY_IMMEDIATELY, PullStatus.NO_MATCHED_MSG],
  [ResponseCode.PULL_OFFSET_MOVED, PullStatus.OFFSET_ILLEGAL],
])

/** A lite pull consumer's pulls have a pool of their own at the broker. Original: MQClientAPIImpl#pullMessage */
export function createPullRequest(header: PullMessageRequestHeader): RemotingCommand {
  const isLite = PullSysFlag.hasLitePullFlag(header.sysFlag ?? 0)
  return RemotingCommand.createRequestCommand(isLite ? RequestCode.LITE_PULL_MESSAGE : RequestCode.PULL_MESSAGE, header)
}

/** Turns a broker's answer into the result of a pull. Original: MQClientAPIImpl#processPullResponse. @throws MQBrokerException */
export function processPullResponse(response: RemotingCommand, addr: string): PullResult {
  const pullStatus = STATUS_OF_CODE.get(response.code)
  if (pullStatus === undefined) throw new MQBrokerException(response.code, response.remark ?? '', addr)
  const header = response.decodeCommandCustomHeader(PullMessageResponseHeader)
  const { nextBeginOffset, minOffset, maxOffset, suggestWhichBrokerId } = header
  return new PullResult(pullStatus, nextBeginOffset!, minOffset!, maxOffset!, suggestWhichBrokerId!, response.body)
}
