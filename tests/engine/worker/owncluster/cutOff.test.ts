import { describeCutOff } from './support/cutOff'

describeCutOff(12)
