import { describeMutations } from './support/mutations'

describeMutations(51, 1050)
