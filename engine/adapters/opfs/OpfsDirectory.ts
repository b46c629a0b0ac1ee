/** Chromium, Firefox and Safari have it; TypeScript's library does not know it yet. */
interface MovableFileHandle extends FileSystemFileHandle {
  move?(directory: FileSystemDirectoryHandle, name: string): Promise<void>
}

/** Paths with `/` over OPFS's handles, which know only names. Rejects with the browser's own errors. */
export class OpfsDirectory {
  private readonly root: FileSystemDirectoryHandle
  /** By path: directories that have been walked to. None is ever removed, and each question to the browser takes a millisecond. */
  private readonly known: Map<string, FileSystemDirectoryHandle>

  constructor(root: FileSystemDirectoryHandle) {
    this.root = root
    this.known = new Map()
  }

  /** The handle of a file; with `create`, the file and its directories are made. */
  async file(path: string, create: boolean): Promise<FileSystemFileHandle> {
    const { parent, name } = await this.locate(path, create)
    return await parent.getFileHandle(name, { create })
  }

  async has(path: string): Promise<boolean> {
    try {
      await this.file(path, false)
      return true
    } catch (error) {
      if ((error as DOMException).name === 'NotFoundError') return false
      throw error
    }
  }

  /** Bytes in a file. */
  async size(path: string): Promise<number> {
    return (await (await this.file(path, false)).getFile()).size
  }

  async remove(path: string): Promise<void> {
    const { parent, name } = await this.locate(path, false)
    await parent.removeEntry(name)
  }

  /** Moves a closed file to a path where nothing is. */
  async move(from: string, to: string): Promise<void> {
    const handle: MovableFileHandle = await this.file(from, false)
    const { parent, name } = await this.locate(to, true)
    if (handle.move !== undefined) return await handle.move(parent, name)
    await this.copy(handle, await parent.getFileHandle(name, { create: true }))
    await this.remove(from)
  }

  /** The paths of all files under a directory, sorted; none when there is no such directory. */
  async list(directory: string): Promise<string[]> {
    const found: string[] = []
    try {
      await collect(await this.walk(directory, false), directory === '' ? '' : `${directory}/`, found)
    } catch (error) {
      if ((error as DOMException).name !== 'NotFoundError') throw error
    }
    return found.sort()
  }

  private async copy(from: FileSystemFileHandle, to: FileSystemFileHandle): Promise<void> {
    const bytes = new Uint8Array(await (await from.getFile()).arrayBuffer())
    const access = await to.createSyncAccessHandle()
    try {
      access.write(bytes, { at: 0 })
    } finally {
      access.close()
    }
  }

  private async locate(path: string, create: boolean): Promise<{ parent: FileSystemDirectoryHandle; name: string }> {
    const slash = path.lastIndexOf('/')
    return { parent: await this.walk(path.slice(0, Math.max(0, slash)), create), name: path.slice(slash + 1) }
  }

  private async walk(directory: string, create: boolean): Promise<FileSystemDirectoryHandle> {
    const known = this.known.get(directory)
    if (known !== undefined) return known
    let handle = this.root
    for (const name of directory.split('/')) {
      if (name !== '') handle = await handle.getDirectoryHandle(name, { create })
    }
    this.known.set(directory, handle)
    return handle
  }
}

async function collect(directory: FileSystemDirectoryHandle, prefix: string, found: string[]): Promise<void> {
  for await (const [name, handle] of directory.entries()) {
    if (handle.kind === 'file') found.push(prefix + name)
    else await collect(handle as FileSystemDirectoryHandle, `${prefix}${name}/`, found)
  }
}
