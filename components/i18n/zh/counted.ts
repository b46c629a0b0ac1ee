import { countedIn } from '../fill'

/** A text with words that follow a number, by the rules of this language. */
export const counted = countedIn('zh')
