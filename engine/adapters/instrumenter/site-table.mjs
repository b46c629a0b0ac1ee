// The table of all sites: where in the source each probe of the traced build is. The page and the stepper read it.
//
//     node engine/adapters/instrumenter/site-table.mjs OUT.json

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { commandLine, refuse } from '../cli/commandLine.mjs'
import { instrument, SiteKind, SITES_PER_FILE } from './instrument.mjs'
import { listTracedFiles, runtimeSpecifier } from './traced-files.mjs'

/** @typedef {import('./instrument.mjs').Site} Site */

/** Collects the sites of files, in the order of their numbers. `SiteTableJson` in `engine/trace/SiteTable.ts`. */
export class SiteTableBuilder {
  constructor() {
    /** @type {string[]} */
    this.files = []
    this.symbols = new Pool()
    this.names = new Pool()
    /** @type {import('../../trace/SiteTable').SiteEntry[][]} */
    this.sites = []
  }

  /** @param {string} file @param {Site[]} sites */
  add(file, sites) {
    this.files.push(file)
    this.sites.push(sites.map(({ line, column, endLine, kind, symbol, names }) => {
      return [line, column, endLine, kind, this.symbols.index(symbol), this.names.index(names.join(','))]
    }))
  }

  /** @returns {import('../../trace/SiteTable').SiteTableJson} */
  toJSON() {
    return { files: this.files, symbols: this.symbols.values, names: this.names.values, sites: this.sites }
  }
}

class Pool {
  constructor() {
    /** @type {string[]} */
    this.values = []
    /** @type {Map<string, number>} */
    this.indexes = new Map()
  }

  /** @param {string} value */
  index(value) {
    const known = this.indexes.get(value)
    if (known !== undefined) return known
    this.indexes.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

/**
 * The table for all traced files of the project.
 * @param {string} root the folder of the project
 */
export function buildSiteTable(root) {
  const table = new SiteTableBuilder()
  listTracedFiles(root).forEach((file, fileIndex) => {
    const source = readFileSync(path.join(root, file), 'utf8')
    table.add(file, instrument(source, { file, fileIndex, runtime: runtimeSpecifier(file) }).sites)
  })
  return table.toJSON()
}

/**
 * The statements of one traced file: the number of each, its line, and the symbol that it is in.
 * @param {string} root the folder of the project
 * @param {string} file its path from there
 * @returns {Array<{ site: number, line: number, symbol: string }>}
 */
export function statementsOf(root, file) {
  const fileIndex = listTracedFiles(root).indexOf(file)
  const { sites } = instrument(readFileSync(path.join(root, file), 'utf8'), { file, fileIndex, runtime: runtimeSpecifier(file) })
  return sites.flatMap(({ line, symbol, kind }, number) => {
    return kind === SiteKind.STATEMENT ? [{ site: fileIndex * SITES_PER_FILE + number, line, symbol }] : []
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const command = { usage: 'usage: node engine/adapters/instrumenter/site-table.mjs OUT.json', positionals: 1 }
  const [target] = commandLine(command).positionals
  if (target === undefined) refuse('the file to write is missing', command.usage)
  mkdirSync(path.dirname(path.resolve(target)), { recursive: true })
  const table = buildSiteTable(path.resolve(import.meta.dirname, '../../..'))
  writeFileSync(target, JSON.stringify(table))
}
