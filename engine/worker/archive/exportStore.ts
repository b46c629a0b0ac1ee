import { ZipWriter } from '../../adapters/zip/ZipWriter'
import type { BrokerConfig } from '../../broker/BrokerConfig'
import type { Blocking } from '../../kernel/Blocking'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { Disk, DiskFile } from '../../ports/Disk'
import { getAbortFile, getLockFile } from '../../store/config/StorePathConfigHelper'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import { brokerConf, brokerReadme } from './brokerConf'

const STEP = 1024 * 1024

export interface ExportSettings {
  readonly brokerConfig: BrokerConfig
  /** Whose files they are: `storePathRootDir` says where they lie, and becomes `store` in the zip. */
  readonly messageStoreConfig: MessageStoreConfig
  /**
   * The time that the files get, in ms since 1970. It should be now: a real broker deletes files of the log that were
   * written last three days ago.
   */
  readonly atMillis: number
}

/**
 * A zip with the store as it lies on the disk, and beside it what a real broker needs to run on it: `broker.conf` and
 * `README.txt`. The broker must not be running. If it died, its file `abort` goes along, so that the next broker
 * knows. `onRead` is told after each piece how many bytes of files it has; what it throws ends the export.
 */
export function* exportStore(
  disk: Disk, settings: ExportSettings, onRead: (bytes: number) => void = () => {},
): Blocking<Uint8Array> {
  const { storePathRootDir } = settings.messageStoreConfig
  const zip = new ZipWriter(settings.atMillis)
  zip.add('README.txt', [encodeUtf8(brokerReadme(settings))])
  zip.add('broker.conf', [encodeUtf8(brokerConf(settings))])
  const left = [getLockFile(storePathRootDir), `${getAbortFile(storePathRootDir)}.bak`]
  for (const path of yield* disk.list(storePathRootDir)) {
    if (left.includes(path)) continue
    const file = yield* disk.open(path, false)
    try {
      zip.add(`store/${path.slice(storePathRootDir.length + 1)}`, piecesOf(file, onRead))
    } finally {
      file.close()
    }
  }
  return zip.finish()
}

function* piecesOf(file: DiskFile, onRead: (bytes: number) => void): Iterable<Uint8Array> {
  for (let position = 0; position < file.size(); position += STEP) {
    const piece = new Uint8Array(Math.min(STEP, file.size() - position))
    file.read(position, piece)
    yield piece
    onRead(piece.length)
  }
}
