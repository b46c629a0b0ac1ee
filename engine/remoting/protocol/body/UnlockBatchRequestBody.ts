import { LockBatchRequestBody } from './LockBatchRequestBody'

/** Which queues a member of a group gives up the locks of: the same members. Original: protocol.body.UnlockBatchRequestBody. */
export class UnlockBatchRequestBody extends LockBatchRequestBody {}
