/** What a record of the timer log stands for, as bits. Original: TimerMessageStore#MAGIC_DEFAULT, #MAGIC_ROLL, #MAGIC_DELETE */
export const MAGIC_DEFAULT = 1
/** Its message is put onto the wheel again. */
export const MAGIC_ROLL = 1 << 1
/** Its message says that another one is to be deleted. */
export const MAGIC_DELETE = 1 << 2

export function needRoll(magic: number): boolean {
  return (magic & MAGIC_ROLL) !== 0
}

export function needDelete(magic: number): boolean {
  return (magic & MAGIC_DELETE) !== 0
}
