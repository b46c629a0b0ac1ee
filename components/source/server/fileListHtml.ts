import { fill } from '../../i18n'
import type { Locale } from '../../i18n'
import { sourcePagesTexts } from '../../i18n/sourcePages'
import { fileName, folderOf } from '../logic/fileList'
import type { MapRoom } from '../logic/houseMap'
import { roomOf } from '../logic/houseMap'
import { pathOfFile } from '../logic/sourceHref'

/** All files, by room and folder; addresses are relative to `source/`. */
export function fileListHtml(files: readonly string[], rooms: readonly MapRoom[], locale: Locale): string {
  const texts = sourcePagesTexts(locale)
  const linked = (names: readonly string[]): string => names.map((name) => `<a href="#${name}">${name}</a>`).join(', ')
  return rooms.map(({ name, imports, importedBy }) => {
    const own = files.filter((file) => roomOf(file) === name)
    const targets = linked(imports.map(([room]) => room))
    const down = targets === '' ? texts.importsNothing : fill(texts.importsRooms, { rooms: targets })
    const up = importedBy.length === 0 ? texts.importedByNothing : fill(texts.importedBy, { rooms: linked(importedBy) })
    const head = `<h3>${name} <small>${fill(texts.fileCount, { n: own.length })}</small></h3><p>${down}; ${up}</p>`
    const folders = [...new Set(own.map(folderOf))].map((folder) => {
      const items = own.filter((file) => folderOf(file) === folder).map((file) => {
        return `<li><a href="${pathOfFile(file).replace(/^source\//, '')}">${fileName(file)}</a></li>`
      })
      return `<h4>${folder}</h4><ul>${items.join('')}</ul>`
    })
    return `<section id="${name}">${head}${folders.join('')}</section>`
  }).join('')
}
