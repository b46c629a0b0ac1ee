/** A lesson as it stands on the shelf. */
export interface ShelvedPage {
  /** `send-call`: its folder, by which the reader's progress knows it. */
  readonly slug: string
  /** After the language and without the site's own path: `learn/send-call/`. */
  readonly path: string
  readonly name: string
  readonly description: string
  readonly question: string
  readonly minutes: number
  readonly steps: ReadonlyArray<{ readonly id: string; readonly title: string }>
}

export interface ShelfPart {
  readonly part: number
  readonly name: string
  readonly question: string
  readonly lessons: readonly ShelvedPage[]
}

/** A part of the site that is in every page's head. */
export interface SiteSection {
  readonly id: string
  readonly path: string
}

/** What the menu shows. */
export interface SiteContents {
  readonly sections: readonly SiteSection[]
  readonly parts: ReadonlyArray<{
    readonly part: number
    readonly name: string
    readonly lessons: ReadonlyArray<Pick<ShelvedPage, 'slug' | 'path' | 'name' | 'minutes'> & { readonly steps: readonly string[] }>
  }>
}
