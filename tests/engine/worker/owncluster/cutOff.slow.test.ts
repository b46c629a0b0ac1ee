import { describeCutOff } from './support/cutOff'

// At each single change of the disks.
describeCutOff(Infinity)
