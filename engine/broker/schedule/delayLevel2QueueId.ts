/** Each delay level has a queue of its own. Original: ScheduleMessageService#delayLevel2QueueId */
export function delayLevel2QueueId(delayLevel: number): number {
  return delayLevel - 1
}

/** Original: ScheduleMessageService#queueId2DelayLevel */
export function queueId2DelayLevel(queueId: number): number {
  return queueId + 1
}
