import { existsSync, mkdirSync, readdirSync, renameSync, statSync, unlinkSync } from 'node:fs'
import path from 'node:path'
import type { Blocking } from '../../kernel/Blocking'
import type { Disk, DiskFile, DiskSpace } from '../../ports/Disk'
import { DiskIoError, FileNotFoundError } from '../../ports/Disk'
import { NodeFsFile } from './NodeFsFile'
import { translated } from './translated'

/**
 * A disk in a directory of the file system, for runs in Node. Everything happens at once: to a simulated thread a call
 * takes no time, the latency is `FaultyDisk`'s business.
 */
export class NodeFsDisk implements Disk {
  private readonly root: string
  private readonly capacity: number
  /** One file object for each path, as a killed process leaves its files open and the next one opens them again. */
  private readonly files: Map<string, NodeFsFile>

  /**
   * @param root the directory, made when it is not there
   * @param capacity what {@link space} says, in bytes; how full the real disk is must not matter to a run
   */
  constructor(root: string, capacity = Infinity) {
    this.root = path.resolve(root)
    this.capacity = capacity
    this.files = new Map()
    mkdirSync(this.root, { recursive: true })
  }

  *open(name: string, create: boolean): Blocking<DiskFile> {
    const known = this.files.get(name)
    if (known !== undefined) return known.opened()
    const absolute = this.absolute(name)
    if (create) translated(name, 'open', () => mkdirSync(path.dirname(absolute), { recursive: true }))
    const file = new NodeFsFile(name, absolute, create, () => this.forget(file))
    this.files.set(name, file)
    return file
  }

  *exists(name: string): Blocking<boolean> {
    return existsSync(this.absolute(name))
  }

  *list(directory: string): Blocking<string[]> {
    const absolute = this.absolute(directory)
    if (!existsSync(absolute)) return []
    const entries = translated(directory, 'list', () => readdirSync(absolute, { recursive: true, withFileTypes: true }))
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort()
  }

  *rename(from: string, to: string): Blocking<void> {
    if (!existsSync(this.absolute(from))) throw new FileNotFoundError(from)
    if (from === to) return
    translated(from, 'rename', () => {
      mkdirSync(path.dirname(this.absolute(to)), { recursive: true })
      renameSync(this.absolute(from), this.absolute(to))
    })
    this.files.delete(to)
    const file = this.files.get(from)
    if (file === undefined) return
    this.files.delete(from)
    file.path = to
    this.files.set(to, file)
  }

  *delete(name: string): Blocking<void> {
    translated(name, 'delete', () => unlinkSync(this.absolute(name)))
    this.files.delete(name)
  }

  *space(): Blocking<DiskSpace> {
    if (this.capacity === Infinity) return { total: Infinity, used: 0 }
    let used = 0
    for (const name of yield* this.list('')) used += statSync(this.absolute(name)).size
    return { total: this.capacity, used }
  }

  /** Closes all files; to be called when the run is over. */
  closeAll(): void {
    for (const file of [...this.files.values()]) file.closeForGood()
  }

  private forget(file: NodeFsFile): void {
    if (this.files.get(file.path) === file) this.files.delete(file.path)
  }

  /** @throws DiskIoError for a path that leads out of the root */
  private absolute(name: string): string {
    const absolute = path.resolve(this.root, name)
    if (absolute !== this.root && !absolute.startsWith(this.root + path.sep)) throw new DiskIoError(name, 'open')
    return absolute
  }
}
