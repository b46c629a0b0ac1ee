import type { LessonClaims } from '../../components/lesson/logic/claims'
import * as clusterDrill from './cluster-drill/claims'
import * as consume from './consume/claims'
import * as kinds from './kinds/claims'
import * as map from './map/claims'
import * as sendCall from './send-call/claims'
import * as store from './store/claims'
import * as storeDrill from './store-drill/claims'

/** What the lessons say of their runs, by the lesson's folder. */
export const CLAIMS: Readonly<Record<string, LessonClaims>> = {
  'cluster-drill': clusterDrill,
  consume,
  kinds,
  map,
  'send-call': sendCall,
  store,
  'store-drill': storeDrill,
}
