import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Scenario } from '../../../engine/cluster/Scenario'
import type { Locale } from '../../i18n'
import { ROOT } from '../../source/server/engineFiles'
import { toRunAnchor } from '../../source/server/places'
import type { Lesson } from '../logic/Lesson'
import type { LessonSource, Place } from '../logic/LessonSource'
import { spokenOf } from './spokenOf'

/** The lessons that are walked through, each by its folder. */
export function lessonFolders(root: string = ROOT): string[] {
  const folder = path.join(root, 'content/lessons')
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'lesson.ts'))).sort()
}

const STEP = /<Step\s+id="([^"]+)"\s+title="([^"]+)"/g

/** The steps of a lesson's text: their ids and titles, in the order of the text. */
export function readTitles(name: string, locale: Locale, root: string = ROOT): Array<{ id: string; title: string }> {
  const text = readFileSync(path.join(root, 'content/lessons', name, `${locale}.mdx`), 'utf8')
  return [...text.matchAll(STEP)].map(([, id, title]) => ({ id: id!, title: title! }))
}

const WHOLE_STEP = /<Step\s+id="([^"]+)"[^>]*>(.*?)<\/Step>/gs

/** What each step says, by its id. The English text stands for both: the names of classes are the same. */
function readTexts(name: string, root: string = ROOT): Map<string, string> {
  const text = readFileSync(path.join(root, 'content/lessons', name, 'en.mdx'), 'utf8')
  return new Map([...text.matchAll(WHOLE_STEP)].map(([, id, said]) => [id!, said!]))
}

/** The lesson for the page: titles in its language, anchors as the run understands them. */
export function readLesson(name: string, source: LessonSource, locale: Locale): Lesson {
  const texts = readTexts(name)
  const titles = new Map(readTitles(name, locale).map(({ id, title }) => [id, title]))
  return {
    slug: name,
    scenario: source.scenario,
    seed: seedOfScenario(source.scenario),
    steps: source.steps.map((step) => {
      const spoken = spokenOf(texts.get(step.id) ?? '', step.anchor, source.focus ?? [])
      return { id: step.id, title: titles.get(step.id) ?? step.id, anchor: resolved(step), spoken }
    }),
    focus: source.focus ?? null,
    places: Object.fromEntries(Object.entries(source.places).map(([key, place]) => [key, resolved(placeFrom(place))])),
  }
}

/** The seed that the scenario itself names. Its file has been checked by the tests. */
export function seedOfScenario(scenario: string): number {
  const text = readFileSync(path.join(ROOT, 'content/scenarios', `${scenario}.json`), 'utf8')
  return (JSON.parse(text) as Pick<Scenario, 'seed'>).seed
}

export function placeFrom(place: string | Place): Place {
  return typeof place === 'string' ? { anchor: place } : place
}

/**
 * The place as the run understands it: the anchor with the number of a line in place of its text, then its conditions.
 *
 * @throws NoSuchPlace
 */
export function runPlace({ anchor, on, fromMillis }: Place): string {
  return `${toRunAnchor(anchor)}${on === undefined ? '' : `@${on}`}${fromMillis === undefined ? '' : `+${fromMillis}`}`
}

/** A place that is gone fails the tests; the page itself goes on without it. */
function resolved(place: Place): string {
  try {
    return runPlace(place)
  } catch {
    return place.anchor.replace(/@.*$/, '')
  }
}
