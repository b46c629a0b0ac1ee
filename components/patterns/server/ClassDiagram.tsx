import Link from 'next/link'
import { fill } from '../../i18n/fill'
import type { PatternsTexts } from '../../i18n/en/patterns'
import type { Locale } from '../../i18n/locales'
import { CLASS_BOX, layOutClasses, type ClassBox, type ClassGraph, type Relation } from '../logic/classGraph'
import { sourcePageOf } from '../logic/sourcePageOf'
import styles from '../styles/graph.module.css'

interface Props {
  readonly graph: ClassGraph
  readonly locale: Locale
  readonly texts: PatternsTexts
}

const RELATIONS: readonly Relation[] = ['extends', 'implements', 'has', 'makes', 'uses']

/** Classes as their source has them, and what refers to what. */
export function ClassDiagram({ graph, locale, texts }: Props) {
  const { diagram: words } = texts
  const { boxes, arrows, width, height } = layOutClasses(graph)
  const nameOf = (symbol: string): string => graph.nodes.find((node) => node.symbol === symbol)?.name ?? symbol
  const used = RELATIONS.filter((relation) => arrows.some((arrow) => arrow.relation === relation))
  return (
    <figure className={styles.diagram}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={fill(words.label, { names: graph.nodes.map(({ name }) => name).join(', ') })}>
        <svg width={width + 30} height={height + 4} viewBox={`-2 -2 ${width + 30} ${height + 4}`} aria-hidden="true">
          <marker id="relation" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto">
            <path className={styles.head} d="M0,1L7,4L0,7Z" />
          </marker>
          {arrows.map(({ from, to, relation, label, path }) => (
            <path key={`${from} ${to}`} className={styles.relation} data-relation={relation} d={path} markerEnd="url(#relation)">
              <title>{`${fill(words.sentence, { from: nameOf(from), relation: words.relations[relation], to: nameOf(to) })} ${label}`}</title>
            </path>
          ))}
          {boxes.map((box) => <Box key={box.symbol} box={box} interfaceWord={words.interface} />)}
        </svg>
      </div>
      <ul className={styles.legend} role="list">
        {used.map((relation) => (
          <li key={relation}>
            <svg width="28" height="8" aria-hidden="true"><path className={styles.relation} data-relation={relation} d="M0,4H26" /></svg>
            {words.relations[relation]}
          </li>
        ))}
      </ul>
      <figcaption>{words.caption}</figcaption>
      <details>
        <summary>{words.list}</summary>
        <ul>
          {graph.edges.map(({ from, to, relation, label }) => (
            <li key={`${from} ${to} ${relation}`}>
              <ClassName symbol={from} name={nameOf(from)} locale={locale} /> {words.relations[relation]}{' '}
              <ClassName symbol={to} name={nameOf(to)} locale={locale} />
              {label === '' ? null : <> ({fill(words.by, { label })})</>}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}

interface NameProps {
  readonly symbol: string
  readonly name: string
  readonly locale: Locale
}

function ClassName({ symbol, name, locale }: NameProps) {
  const href = sourcePageOf(symbol, locale)
  return href === null ? <code>{name}</code> : <Link href={href} prefetch={false}><code>{name}</code></Link>
}

function Box({ box, interfaceWord }: { readonly box: ClassBox; readonly interfaceWord: string }) {
  const { x, y, width, height, name, fields, methods, isInterface } = box
  const fieldTop = CLASS_BOX.head + 13
  const methodTop = fieldTop + fields.length * CLASS_BOX.row + (fields.length > 0 ? 6 : 0)
  return (
    <g className={styles.class} data-interface={isInterface || undefined} transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx="5" />
      <text className={styles.title} x="10" y="19">{name}{isInterface ? ` «${interfaceWord}»` : ''}</text>
      <path className={styles.rule} d={`M0,${CLASS_BOX.head}H${width}`} />
      {fields.map((field, index) => (
        <text key={field.name} className={styles.row} x="10" y={fieldTop + index * CLASS_BOX.row}>{shortened(`${field.name}: ${field.type}`)}</text>
      ))}
      {fields.length > 0 && methods.length > 0 ? <path className={styles.rule} d={`M0,${methodTop - 14}H${width}`} /> : null}
      {methods.map((method, index) => (
        <text key={method} className={styles.row} x="10" y={methodTop + index * CLASS_BOX.row}>{shortened(`${method}()`)}</text>
      ))}
    </g>
  )
}

/** As much as a box has room for. */
function shortened(text: string): string {
  return text.length <= 36 ? text : `${text.slice(0, 35)}…`
}
