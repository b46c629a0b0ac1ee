import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A recipe of HOSTING.md, as it stands there. @param fence what the recipe is between: its first group is taken */
export function recipe(fence: RegExp): string {
  return fence.exec(readFileSync(path.resolve(import.meta.dirname, '../../HOSTING.md'), 'utf8'))![1]!
}
