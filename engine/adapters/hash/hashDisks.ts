import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'

/** The SHA-256 over all files of all disks, by node and path, in hex. */
export function* hashDisks(disks: Iterable<readonly [string, Disk]>): Blocking<string> {
  const hash = sha256.create()
  for (const [node, disk] of disks) {
    for (const path of yield* disk.list('')) {
      const file = yield* disk.open(path, false)
      const bytes = new Uint8Array(file.size())
      file.read(0, bytes)
      file.close()
      hash.update(utf8ToBytes(`${node}/${path} ${bytes.length}\n`)).update(bytes)
    }
  }
  return bytesToHex(hash.digest())
}
