'use client'

import dynamic from 'next/dynamic'

// The parts of a lesson's page. What a page's own scripts import has to be there before anything in it comes to life; these are in the
// page's HTML as they are, and what makes them live is a script of its own, which is fetched beside the others at a low priority.
const BeginAhead = dynamic(() => import('./LessonRoom').then((room) => room.BeginAhead))
const Challenge = dynamic(() => import('./LessonRoom').then((room) => room.Challenge))
const Claim = dynamic(() => import('./LessonRoom').then((room) => room.Claim))
const DrillSeed = dynamic(() => import('./LessonRoom').then((room) => room.DrillSeed))
const Go = dynamic(() => import('./LessonRoom').then((room) => room.Go))
const HelpButton = dynamic(() => import('./LessonRoom').then((room) => room.HelpButton))
const LessonPane = dynamic(() => import('./LessonRoom').then((room) => room.LessonPane))
const LessonProvider = dynamic(() => import('./LessonRoom').then((room) => room.LessonProvider))
const LessonSummary = dynamic(() => import('./LessonRoom').then((room) => room.LessonSummary))
const LinkToLesson = dynamic(() => import('../../embed/views/LinkToLesson').then((module) => module.LinkToLesson))
const PaneSwitches = dynamic(() => import('./LessonRoom').then((room) => room.PaneSwitches))
const PicturePane = dynamic(() => import('./LessonRoom').then((room) => room.PicturePane))
const Predict = dynamic(() => import('./LessonRoom').then((room) => room.Predict))
const ShowPicture = dynamic(() => import('./LessonRoom').then((room) => room.ShowPicture))
const SourcePane = dynamic(() => import('./LessonRoom').then((room) => room.SourcePane))
const Spread = dynamic(() => import('./LessonRoom').then((room) => room.Spread))
const Step = dynamic(() => import('./LessonRoom').then((room) => room.Step))
const StepCount = dynamic(() => import('./LessonRoom').then((room) => room.StepCount))
const TestCase = dynamic(() => import('./LessonRoom').then((room) => room.TestCase))
const TransportBar = dynamic(() => import('./LessonRoom').then((room) => room.TransportBar))
const Try = dynamic(() => import('./LessonRoom').then((room) => room.Try))
const Variant = dynamic(() => import('./LessonRoom').then((room) => room.Variant))
const WhereaboutsTeller = dynamic(() => import('../../embed/views/WhereaboutsTeller').then((module) => module.WhereaboutsTeller))
const Workbench = dynamic(() => import('./LessonRoom').then((room) => room.Workbench))

export {
  BeginAhead, Challenge, Claim, DrillSeed, Go, HelpButton, LessonPane, LessonProvider, LessonSummary, LinkToLesson,
  PaneSwitches, PicturePane, Predict, ShowPicture, SourcePane, Spread, Step, StepCount, TestCase, TransportBar, Try,
  Variant, WhereaboutsTeller, Workbench,
}
