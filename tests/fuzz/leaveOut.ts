/** Tries the plan without a stretch of its operations: ever smaller ones, from the end to the beginning. */
export function leaveOut<Operation>(
  operations: readonly Operation[],
  /** Does it still go wrong with these alone? */
  isStillWrong: (operations: readonly Operation[]) => boolean,
): void {
  let smallest = operations
  for (let size = operations.length >> 1; size > 0; size >>= 1) {
    for (let from = smallest.length - size; from >= 0; from -= size) {
      const left = smallest.filter((_, index) => index < from || index >= from + size)
      if (isStillWrong(left)) smallest = left
    }
  }
}
