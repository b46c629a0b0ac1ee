import { describeMutations } from './support/mutations'

describeMutations(1, 50)
