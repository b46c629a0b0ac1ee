import { NumberFormatException, parseLong } from '../../kernel/java/javaParse'

/**
 * The position that a file of a row begins at, which is its name. A broker does not start when it finds another name in a row.
 * Original: DefaultMappedFile#init
 * @returns null for a name that is no number
 */
export function fileFromOffset(path: string): number | null {
  try {
    return parseLong(path.slice(path.lastIndexOf('/') + 1))
  } catch (error) {
    if (error instanceof NumberFormatException) return null
    throw error
  }
}
