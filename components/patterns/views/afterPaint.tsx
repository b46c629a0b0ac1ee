'use client'

import dynamic from 'next/dynamic'

// What can be tried on the pages of the patterns. It stands in their HTML, and comes to life by scripts that are fetched beside the
// page's own at a low priority, each only where it is used.
const ApplicationsLab = dynamic(() => import('./ApplicationsLab').then((module) => module.ApplicationsLab))
const CallsTable = dynamic(() => import('./StateTables').then((module) => module.CallsTable))
const FacadeFold = dynamic(() => import('./FacadeFold').then((module) => module.FacadeFold))
const FailingStart = dynamic(() => import('./FailingStart').then((module) => module.FailingStart))
const HandLab = dynamic(() => import('./HandLab').then((module) => module.HandLab))
const LitCode = dynamic(() => import('./LitCode').then((module) => module.LitCode))
const MachineLab = dynamic(() => import('./MachineLab').then((module) => module.MachineLab))
const OrderTable = dynamic(() => import('./OrderTable').then((module) => module.OrderTable))
const PatternChallenge = dynamic(() => import('./PatternChallenge').then((module) => module.PatternChallenge))
const SameId = dynamic(() => import('./SameId').then((module) => module.SameId))
const SetTable = dynamic(() => import('./StateTables').then((module) => module.SetTable))
const ShareLab = dynamic(() => import('./ShareLab').then((module) => module.ShareLab))
const SlowLab = dynamic(() => import('./SlowLab').then((module) => module.SlowLab))
const SpreadLab = dynamic(() => import('./SpreadLab').then((module) => module.SpreadLab))
const TestsTable = dynamic(() => import('./TestsTable').then((module) => module.TestsTable))

export {
  ApplicationsLab, CallsTable, FacadeFold, FailingStart, HandLab, LitCode, MachineLab, OrderTable,
  PatternChallenge, SameId, SetTable, ShareLab, SlowLab, SpreadLab, TestsTable,
}
