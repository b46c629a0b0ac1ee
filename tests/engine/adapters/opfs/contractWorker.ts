import { onHost } from '../../../../engine/adapters/host/onHost'
import { runWithHost } from '../../../../engine/adapters/host/runWithHost'
import { OpfsDisk } from '../../../../engine/adapters/opfs/OpfsDisk'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { Kernel } from '../../../../engine/kernel/Kernel'
import type { Disk } from '../../../../engine/ports/Disk'
import { diskCases } from '../../ports/diskContract'

/** One result for each case: its name and what went wrong, if anything did. */
export interface CaseResult {
  readonly name: string
  readonly problem: string | null
}

async function freshDirectory(name: string): Promise<FileSystemDirectoryHandle> {
  const top = await navigator.storage.getDirectory()
  await top.removeEntry(name, { recursive: true }).catch(() => undefined)
  return await top.getDirectoryHandle(name, { create: true })
}

async function runCase(name: string, body: (disk: OpfsDisk) => Blocking<void>): Promise<CaseResult> {
  const disk = new OpfsDisk(await freshDirectory('contract'), 0x40000000)
  const kernel = new Kernel({ seed: 1 })
  let problem: string | null = null
  kernel.createProcess({ name: 'test', host: '10.0.0.1' }).spawn('main', function* () {
    try {
      yield* body(disk)
    } catch (error) {
      problem = String(error)
    }
  })
  await runWithHost(kernel)
  disk.closeAll()
  return { name, problem }
}

/** What happens with a file that somebody else has open. */
function* openTwice(disk: Disk): Blocking<void> {
  const handle = yield* onHost(async () => {
    const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle('contract')
    return await (await directory.getFileHandle('taken', { create: true })).createSyncAccessHandle()
  })
  try {
    yield* disk.open('taken', true)
  } catch (error) {
    if ((error as Error).name === 'DiskInUseError') return
    throw error
  } finally {
    handle.close()
  }
  throw new Error('the file was opened although another handle holds it')
}

/** A disk whose quota (the page has made it small) is used up says so, and what is there can still be overwritten. */
function* fillUp(disk: Disk): Blocking<void> {
  const file = yield* disk.open('large', true)
  const block = new Uint8Array(0x100000)
  try {
    for (let count = 0; count < 64; count++) file.write(count * block.length, block)
  } catch (error) {
    if ((error as Error).name !== 'DiskFullError') throw error
    file.write(0, Uint8Array.of(1))
    return
  }
  throw new Error('there was room for 64 MiB')
}

/** The browser is asked for a handle once, however often a file is opened and closed; a deleted file is another one. */
function* openAgain(disk: Disk): Blocking<void> {
  const { createSyncAccessHandle } = FileSystemFileHandle.prototype
  let asked = 0
  FileSystemFileHandle.prototype.createSyncAccessHandle = function (this: FileSystemFileHandle) {
    asked++
    return createSyncAccessHandle.call(this)
  }
  try {
    for (let time = 0; time < 3; time++) {
      const file = yield* disk.open('config', true)
      file.write(time, Uint8Array.of(time))
      file.close()
    }
    if (asked !== 1) throw new Error(`the browser was asked for ${asked} handles`)
    yield* disk.delete('config')
    const anew = yield* disk.open('config', true)
    if (anew.size() !== 0) throw new Error(`the new file has ${anew.size()} bytes`)
  } finally {
    FileSystemFileHandle.prototype.createSyncAccessHandle = createSyncAccessHandle
  }
}

async function runAll(): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const each of diskCases) results.push(await runCase(each.name, (disk) => each.run(disk)))
  results.push(await runCase('says who has the file', openTwice))
  results.push(await runCase('keeps the handles of closed files', openAgain))
  results.push(await runCase('says when the quota is used up', fillUp))
  return results
}

void runAll().then(
  (results) => postMessage(results),
  (error: unknown) => postMessage([{ name: 'the worker', problem: String(error) }]),
)
