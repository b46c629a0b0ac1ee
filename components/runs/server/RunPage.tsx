import { annotations } from '@/content/annotations'
import { patternsOf } from '@/content/annotations/patterns'
import type { RunText } from '@/content/runs/RunText'
import { t } from '../../i18n'
import type { Locale } from '../../i18n/locales'
import { EarlyEngine } from '../../lesson/server/EarlyEngine'
import { notesIn } from '../../lesson/server/notesIn'
import { seedOfScenario } from '../../lesson/server/readLesson'
import {
  Claim, HelpButton, LessonPane, LessonProvider, PaneSwitches, PicturePane, ShowPicture, SourcePane, Step, TransportBar,
  Workbench,
} from '../../lesson/views/afterPaint'
import { SiteHeader } from '../../site/views/SiteHeader'
import { fileOfSymbol } from '../../source/server/engineFiles'
import { lineOf, toRunAnchor } from '../../source/server/places'
import { undisturbed } from '../../stepper/logic/branches'

interface Props {
  readonly locale: Locale
  readonly run: RunText
}

/** A run without a lesson: what happens in it in a few sentences, and all that a lesson's page has around its run. */
export function RunPage({ locale, run }: Props) {
  const { scenario, sentences } = run
  const { site } = t(locale)
  const title = run.title[locale]
  const anchor = toRunAnchor(run.anchor)
  const seed = seedOfScenario(scenario)
  const start = { file: fileOfSymbol(run.anchor), line: lineOf(run.anchor) }
  const steps = [{ id: 'run', title, anchor, spoken: [] }]
  return (
    <LessonProvider lesson={{ slug: `runs/${scenario}`, scenario, seed, steps, focus: null, places: {} }}>
      <EarlyEngine begin={{ type: 'begin', key: undisturbed(scenario, seed), anchor }} />
      <ShowPicture name={run.picture} />
      <SiteHeader
        locale={locale}
        path={`runs/${scenario}/`}
        isSlim
        trail={[{ name: site.runs, href: `/${locale}/runs/` }, { name: title }]}
        tools={<><PaneSwitches /><HelpButton /></>}
      />
      <Workbench
        prose={(
          <LessonPane>
            <h1>{title}</h1>
            <Step id="run" title={scenario}>
              {sentences.map(({ text }, index) => (
                <p key={text.en}><Claim id={String(index)}>{text[locale]}</Claim></p>
              ))}
            </Step>
          </LessonPane>
        )}
        source={<SourcePane notes={notesIn(locale)} start={start} />}
        picture={<PicturePane patterns={patternsOf(annotations, locale)} />}
        transport={<TransportBar />}
      />
    </LessonProvider>
  )
}
