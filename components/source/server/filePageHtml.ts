import { fill } from '../../i18n'
import type { Locale } from '../../i18n'
import type { SourcePagesTexts } from '../../i18n/en/sourcePages'
import { sourcePagesTexts } from '../../i18n/sourcePages'
import { escapeAttribute, escapeHtml } from '../logic/escapeHtml'
import { fileName } from '../logic/fileList'
import type { Section } from '../logic/sections'
import type { CallNode } from './callGraph'
import { hrefTo, upFrom } from './filePage'
import type { FilePage, MarginNote, Original, SymbolFacts } from './filePage'

/** Of callers and the called, as many are named. */
const MOST_NAMES = 40
/** A longer line of code takes two rows on a screen that has room for the margin. */
const CODE_WIDTH = 122
/** Letters in a line of the margin; a Chinese one takes the room of two. */
const MARGIN_WIDTH = 44
/** As `highlight` writes it. */
const LINKED_NAME = /<i( class="\w")? data-d="(\d+)">(.*?)<\/i>/g
/** Fewer imports are shown at once. */
const LONG_IMPORTS = 4
/** As many names of the file are shown without being asked for. */
const SHORT_OUTLINE = 30

/**
 * The body of a file's page: its code in sections, and what is said of it beside them. It is a string, and no React, because a
 * page carries everything that React makes twice.
 */
export class FilePageHtml {
  private readonly page: FilePage
  private readonly locale: Locale
  private readonly texts: SourcePagesTexts

  constructor(page: FilePage, locale: Locale) {
    this.page = page
    this.locale = locale
    this.texts = sourcePagesTexts(locale)
  }

  html(): string {
    return this.outline() + this.page.sections.map((each) => this.section(each)).join('')
  }

  /** What is in the file, and which files it has to do with. */
  private outline(): string {
    const { page: { file, sections, imports: { imports, importedBy } }, texts } = this
    const names = sections.flatMap(({ symbol }) => (symbol === null ? [] : [symbol.node]))
    const own = names.map(({ anchor, kind }) => `<li data-k="${kind}"><a href="#${anchor}">${escapeHtml(anchor)}</a></li>`)
    const linked = (files: readonly string[]): string[] => {
      return files.map((each) => `<li><a href="${hrefTo(file, each)}">${fileName(each)}</a></li>`)
    }
    const isShort = names.length > 1 && names.length <= SHORT_OUTLINE
    return outlined(`${texts.inFile} <span>${names.length}</span>`, own, isShort)
      + outlined(fill(texts.imports, { n: imports.length }), linked(imports), false)
      + outlined(fill(texts.usedBy, { n: importedBy.length }), linked(importedBy), false)
  }

  /** Imports are folded: they say nothing until one looks for a name, and every name leads to its definition. */
  private section({ from, to, symbol }: Section<SymbolFacts>): string {
    const { lines } = this.page
    const imports = from === 1 ? importsAt(lines) : 0
    const folded = imports < LONG_IMPORTS ? '' : this.folded(imports)
    const start = folded === '' ? from : Math.min(to, imports) + 1
    const notes = this.page.notes.filter(({ line }) => from <= line && line <= to)
    const margin = this.margin(start, symbol, notes)
    const shown = lines.slice(start - 1, to).map((html, index) => this.line(html, start + index, notes))
    const id = symbol === null ? '' : ` id="${symbol.node.anchor}"`
    const section = shown.length === 0 ? '' : `<section${id}>${margin}${this.list(start, shown)}</section>`
    return folded + section
  }

  private folded(imports: number): string {
    const lines = this.page.lines.slice(0, imports).map((html, index) => this.line(html, index + 1, []))
    const summary = `<summary>${fill(this.texts.imported, { n: imports })}</summary>`
    return `<details data-imports>${summary}${this.list(1, lines)}</details>`
  }

  /** The code and its comments are English on every page. */
  private list(start: number, lines: readonly string[]): string {
    return `<ol start="${start}"${this.locale === 'en' ? '' : ' lang="en"'}>${lines.join('')}</ol>`
  }

  private line(html: string, line: number, notes: readonly MarginNote[]): string {
    const note = notes.find((each) => each.line === line)
    const mark = note === undefined ? '' : ` data-n="${note.label === null ? 'hold' : 'note'}"`
    const linked = html.replace(LINKED_NAME, (_, name: string | undefined, to: string, text: string) => {
      return `<a${name ?? ''} href="${this.page.hrefs[Number(to)]!}">${text}</a>`
    })
    return `<li id="L${line}"${mark}><a href="#L${line}">${line}</a><code>${linked}</code></li>`
  }

  /** What is said of the symbol, and then each note beside its line, or below what is said before. */
  private margin(from: number, symbol: SymbolFacts | null, notes: readonly MarginNote[]): string {
    const items: string[] = []
    let free = 1
    const place = (line: number, html: string, rows: number): void => {
      const row = Math.max(free, line - from + 1 + this.longLines(from, line))
      free = row + rows
      items.push(html.replace('>', ` style="grid-row:${row}/span ${rows}">`))
    }
    if (symbol !== null) {
      const parts = this.about(symbol)
      const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0)
      place(symbol.node.from, `<div>${parts.join('')}</div>`, rows + 1)
    }
    for (const note of notes) {
      const html = this.note(note)
      place(note.line, html, rowsOf(html) + 1)
    }
    return items.length === 0 ? '' : `<aside>${items.join('')}</aside>`
  }

  private longLines(from: number, to: number): number {
    return this.page.lines.slice(from - 1, to - 1).filter((html) => textOf(html).length > CODE_WIDTH).length
  }

  private about({ node, neighbours, original, difference, watch, mentions }: SymbolFacts): string[] {
    const { texts, locale } = this
    const up = upFrom(this.page.file)
    const { anchor, kind } = node
    const parts = [`<h2><a href="#${anchor}">${escapeHtml(anchor)}</a> <small>${texts.kinds[kind]}</small></h2>`]
    if (watch !== null) {
      const where = fill(texts.watchIn, { title: watch.title[locale], n: watch.line })
      parts.push(`<p data-watch><a href="${escapeAttribute(up + watch.href)}">${texts.watch}</a> <span>${escapeHtml(where)}</span></p>`)
    }
    if (original !== null) parts.push(this.original(original))
    if (difference !== null) parts.push(`<p data-differs><b>${texts.differs}</b> ${rich(difference[locale])}</p>`)
    for (const base of neighbours.bases) parts.push(`<p>${texts.implements} ${this.nameOf(base)}</p>`)
    const { callers, callees, overriding } = neighbours
    parts.push(this.names(fill(texts.implementedBy, { n: overriding.length }), overriding))
    parts.push(this.names(fill(texts.calledBy, { n: callers.length }), callers))
    parts.push(this.names(fill(texts.calls, { n: callees.length }), callees))
    if (mentions.length > 0) {
      const links = mentions.map(({ href, lesson, step }) => {
        const name = fill(texts.lessonStep, { lesson: lesson[locale], step: step[locale] })
        return `<a href="${escapeAttribute(up + href)}">${escapeHtml(name)}</a>`
      })
      parts.push(`<p>${fill(texts.lessons, { links: links.join(', ') })}</p>`)
    }
    return parts.filter((part) => part !== '')
  }

  private original({ method, lines: [from, to], url }: Original): string {
    const { texts } = this
    const where = fill(texts.originalLines, { method, from: from!, to: to! })
    const link = `<a href="${url}" rel="noreferrer">${escapeHtml(where)}</a>`
    return `<p data-original>${fill(texts.original, { link })}</p>`
  }

  private names(title: string, nodes: readonly CallNode[]): string {
    if (nodes.length === 0) return ''
    const names = nodes.slice(0, MOST_NAMES).map((node) => `<li>${this.nameOf(node)}</li>`)
    const rest = nodes.length - names.length
    if (rest > 0) names.push(`<li>${fill(this.texts.more, { n: rest })}</li>`)
    return `<details><summary>${title}</summary><ul>${names.join('')}</ul></details>`
  }

  private nameOf({ file, anchor, symbol, kind }: CallNode): string {
    const [owner, member] = symbol.split('#')
    const name = owner!.slice(owner!.lastIndexOf('/') + 1)
    const shown = member === undefined || kind === 'function' || name === '' ? (member ?? name) : `${name}#${member}`
    const own = file === this.page.file ? anchor : shown
    return `<a href="${hrefTo(this.page.file, file, anchor)}">${escapeHtml(own)}</a>`
  }

  private note({ line, label, text, pattern }: MarginNote): string {
    const { texts, locale, page } = this
    const name = escapeHtml(label === null ? texts.mustHold : label[locale])
    const linked = pattern === null || pattern.href === null ? name : `<a href="${upFrom(page.file)}${pattern.href}">${name}</a>`
    const kind = label === null ? 'hold' : pattern === null ? 'note' : 'pattern'
    const where = `<a href="#L${line}">${fill(texts.line, { n: line })}</a>`
    return `<p data-note="${kind}"><b>${linked}</b> ${where} ${rich(text[locale])}</p>`
  }
}

/** How many lines at the beginning are imports, and what is blank behind them. */
function importsAt(lines: readonly string[]): number {
  const plain = lines.map(textOf)
  const last = plain.findLastIndex((text) => /^(import\b.*|\} )from '/.test(text))
  const next = plain.findIndex((text, index) => index > last && text.trim() !== '')
  const isAllImports = plain.slice(0, last + 1).every((text) => /^(import\b|  |\}|$)/.test(text))
  return last < 0 || next < 0 || !isAllImports ? 0 : next
}

function outlined(summary: string, items: readonly string[], isOpen: boolean): string {
  if (items.length === 0) return ''
  return `<details${isOpen ? ' open' : ''} data-outline><summary>${summary}</summary><ol>${items.join('')}</ol></details>`
}

/** What stands between backticks is code. */
function rich(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '.')
}

/** How many lines of the margin a part takes, roughly: where it takes more, what follows moves down. */
function rowsOf(html: string): number {
  const [shown] = html.split('</summary>')
  const text = textOf(shown!)
  const width = [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0)
  return Math.max(1, Math.ceil(width / MARGIN_WIDTH))
}
