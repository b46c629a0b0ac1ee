import type { ReactNode } from 'react'
import { annotations } from '@/content/annotations'
import { patternsOf } from '@/content/annotations/patterns'
import type { Begin } from '../../../engine/worker/protocol'
import { neighboursOf } from '../../course/server/shelf'
import { LessonEnds } from '../../course/views/LessonEnds'
import { fill, t } from '../../i18n'
import type { Locale } from '../../i18n/locales'
import { SiteHeader } from '../../site/views/SiteHeader'
import { fileOfSymbol } from '../../source/server/engineFiles'
import { lineOf } from '../../source/server/places'
import { undisturbed } from '../../stepper/logic/branches'
import {
  BeginAhead, HelpButton, LessonPane, LessonProvider, LinkToLesson, PaneSwitches, PicturePane, SourcePane, StepCount,
  TransportBar, WhereaboutsTeller, Workbench,
} from '../views/afterPaint'
import { lessonSource } from './course'
import { EarlyEngine } from './EarlyEngine'
import { notesIn } from './notesIn'
import type { Lesson } from '../logic/Lesson'
import type { LessonSource } from '../logic/LessonSource'
import { lessonFolders, readLesson } from './readLesson'

interface Props {
  readonly locale: Locale
  /** The lesson's folder in `content/lessons`, which is also the end of its address. */
  readonly slug: string
  readonly lesson: LessonSource
  /** In the frame of another page: without the head of the site. */
  readonly isEmbedded?: boolean
  /** The lesson's text. */
  readonly children: ReactNode
}

/** A lesson that is walked through: text, source, picture and transport over one run. */
export async function LessonPage({ locale, slug, lesson, isEmbedded = false, children }: Props) {
  const first = lesson.steps[0]!.anchor
  const { name } = lesson.texts[locale]
  const read = readLesson(slug, lesson, locale)
  const next = isEmbedded ? null : await beginOfNext(slug, locale)
  return (
    <LessonProvider lesson={read}>
      <EarlyEngine begin={beginOf(read)} />
      {isEmbedded ? <WhereaboutsTeller /> : (
        <SiteHeader
          locale={locale}
          path={`learn/${slug}/`}
          isSlim
          trail={[{ name: fill(t(locale).site.part, { n: lesson.part }), href: `/${locale}/learn/#part-${lesson.part}` }, { name }]}
          crumbs={<StepCount />}
          tools={<><PaneSwitches /><HelpButton /></>}
        />
      )}
      <Workbench
        isEmbedded={isEmbedded}
        prose={(
          <LessonPane>
            {children}
            {isEmbedded
              ? <LinkToLesson href={`/${locale}/learn/${slug}/`} name={name} />
              : <LessonEnds locale={locale} slug={slug} name={name} />}
            {next === null ? null : <BeginAhead begin={next} />}
          </LessonPane>
        )}
        source={<SourcePane notes={notesIn(locale)} start={{ file: fileOfSymbol(first), line: lineOf(first) }} />}
        picture={<PicturePane patterns={patternsOf(annotations, locale)} />}
        transport={<TransportBar />}
      />
    </LessonProvider>
  )
}

/** Null when no lesson with a run of its own follows. */
async function beginOfNext(slug: string, locale: Locale): Promise<Begin | null> {
  const { after } = await neighboursOf(slug, locale)
  if (after === null || !lessonFolders().includes(after.slug)) return null
  return beginOf(readLesson(after.slug, await lessonSource(after.slug), locale))
}

function beginOf({ scenario, seed, steps }: Lesson): Begin {
  return { type: 'begin', key: undisturbed(scenario, seed), anchor: steps[0]!.anchor }
}
