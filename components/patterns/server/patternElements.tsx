import type { MDXComponents } from 'mdx/types'
import Link from 'next/link'
import type { ReactNode } from 'react'
import methods from '../../../content/patterns/facade/methods.json'
import { annotations } from '../../../content/annotations'
import type { MachineName } from '../../../content/patterns/state/run/callSequence'
import { fill } from '../../i18n/fill'
import type { PatternsTexts } from '../../i18n/en/patterns'
import type { Locale } from '../../i18n/locales'
import { sourcePageOf } from '../logic/sourcePageOf'
import page from '../styles/page.module.css'
import table from '../styles/table.module.css'
import {
  ApplicationsLab, CallsTable, FacadeFold, FailingStart, HandLab, LitCode, MachineLab, OrderTable, PatternChallenge,
  SameId, SetTable, ShareLab, SlowLab, SpreadLab, TestsTable,
} from '../views/afterPaint'
import { ClassDiagram } from './ClassDiagram'
import { countSource, type SourceCounts } from './countSource'
import { MethodTable, type SendMethod } from './MethodTable'
import { readClassGraph } from './readClassGraph'
import { readPatternCode, sitesOf } from './readPatternCode'
import type { NamedPattern } from './readPatterns'
import { Beside, Holds, Scene } from './Scene'

interface MachineProps {
  readonly machines: readonly MachineName[]
  readonly watched?: readonly string[]
}

/** What the elements in the text of a pattern become. */
export function patternElements(pattern: NamedPattern, locale: Locale, texts: PatternsTexts): MDXComponents {
  const Code = async ({ place }: { readonly place: string }) => (
    <LitCode code={await readPatternCode(place, locale)} href={sourcePageOf(place, locale)} />
  )
  const Start = async () => {
    const place = 'client/impl/producer/DefaultMQProducerImpl#start'
    return <FailingStart code={await readPatternCode(place, locale)} href={sourcePageOf(place, locale)} />
  }
  const Machine = ({ machines, watched = [] }: MachineProps) => (
    <MachineLab machines={machines} watched={watched.map((place) => ({ place, sites: sitesOf(place) }))} />
  )
  return {
    Scene,
    Beside,
    Code,
    Shape: () => <ClassDiagram graph={readClassGraph(pattern.classes)} locale={locale} texts={texts} />,
    Classes: ({ of }: { readonly of: readonly string[] }) => (
      <ClassDiagram graph={readClassGraph(of)} locale={locale} texts={texts} />
    ),
    Holds,
    To: ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
      <Link href={`/${locale}/${href}`} prefetch={false}>{children}</Link>
    ),
    Counts: ({ of }: { readonly of: Readonly<Record<string, readonly string[]>> }) => <Counts of={of} texts={texts} />,
    Elsewhere: () => <Elsewhere pattern={pattern} locale={locale} texts={texts} />,
    Places: () => <Places pattern={pattern} locale={locale} texts={texts} />,
    Methods: () => <MethodTable methods={methods as readonly SendMethod[]} texts={texts} />,
    Machine,
    FailingStart: Start,
    CallTable: CallsTable,
    SetTable,
    OrderTable,
    ApplicationsLab,
    SameId,
    TestsTable,
    FacadeFold,
    HandLab,
    SpreadLab,
    ShareLab,
    SlowLab,
    Challenge: PatternChallenge,
  }
}

const COUNTED: ReadonlyArray<keyof SourceCounts> = ['lines', 'classes', 'methods', 'switches', 'cases', 'imports']

interface CountsProps {
  readonly of: Readonly<Record<string, readonly string[]>>
  readonly texts: PatternsTexts
}

function Counts({ of, texts: { counts: words } }: CountsProps) {
  // What single methods import, nobody can tell.
  const isOfFiles = !Object.values(of).flat().some((place) => place.includes('#'))
  const sides = Object.entries(of).map(([name, places]) => ({ name, counts: countSource(places) }))
  return (
    <div className={table.block}>
      <table className={table.table}>
        <caption>{words.what}</caption>
        <thead><tr><td />{sides.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {COUNTED.filter((what) => isOfFiles || what !== 'imports').map((what) => (
            <tr key={what}>
              <th scope="row">{words[what]}</th>
              {sides.map(({ name, counts }) => <td key={name} className={table.number}>{counts[what]}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ListProps {
  readonly pattern: NamedPattern
  readonly locale: Locale
  readonly texts: PatternsTexts
}

function Elsewhere({ pattern, locale, texts }: ListProps) {
  return (
    <>
      <ul className={page.elsewhere} role="list">
        {pattern.elsewhere.map(({ project, place, url, says }) => (
          <li key={url}><b>{project}</b> <a href={url}>{place}</a><p>{says[locale]}</p></li>
        ))}
      </ul>
      <p className={page.small}>{texts.elsewhere.fixed}</p>
    </>
  )
}

/** Every place in the source with the badge of this pattern. */
function Places({ pattern, locale, texts }: ListProps) {
  const own = annotations.filter(({ label }) => label.en === pattern.texts.en.name)
  return (
    <>
      <p className={page.small}>{fill(texts.places.intro, { n: own.length })}</p>
      <ul className={page.places} role="list">
        {own.map(({ id, place, text }) => (
          <li key={id}>
            <Link href={sourcePageOf(place, locale) ?? ''} prefetch={false}><code>{place.split('@')[0]!.split('/').at(-1)}</code></Link>
            <p>{text[locale]}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
