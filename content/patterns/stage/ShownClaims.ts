/** What the text of a page says of its experiments, by the ids that the text uses: is it so? */
export type ShownClaims = Readonly<Record<string, () => boolean>>
