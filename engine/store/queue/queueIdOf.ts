import { NumberFormatException, parseInt32 } from '../../kernel/java/javaParse'

/** Null if the directory belongs to no queue. */
export function queueIdOf(directory: string): number | null {
  try {
    return parseInt32(directory)
  } catch (error) {
    if (error instanceof NumberFormatException) return null
    throw error
  }
}
