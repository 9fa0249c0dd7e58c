import { briefingFeature } from '../features/briefing/feature.ts'
import { commandViewFeature } from '../features/command-view/feature.ts'
import { dispatchFeature } from '../features/dispatch/feature.ts'
import { mattersFeature } from '../features/matters/feature.ts'
import { hotIssueFeature } from '../features/hot-issue/feature.ts'
import { indicatorFeature } from '../features/indicator/feature.ts'
import { intakeFeature } from '../features/intake/feature.ts'
import { matterFeature } from '../features/matter/feature.ts'
import { ownAccountFeature } from '../features/own-account/feature.ts'
import { raceFeature } from '../features/race/feature.ts'
import { recipeFeature } from '../features/recipe/feature.ts'
import { replyCountFeature } from '../features/reply-count/feature.ts'
import { roundFeature } from '../features/round/feature.ts'
import { registryFeature } from '../features/registry/feature.ts'
import { searchFeature } from '../features/search/feature.ts'
import { statisticFeature } from '../features/statistic/feature.ts'
import { supervisionFeature } from '../features/supervision/feature.ts'
import { visitFeature } from '../features/visit/feature.ts'
import { workbenchFeature } from '../features/workbench/feature.ts'
import { auditFeature } from '../features/audit/feature.ts'
import { deliveryFeature } from '../features/delivery/feature.ts'
import { modelFeature } from '../features/model/feature.ts'
import { peerFeature } from '../features/peer/feature.ts'
import { packFeature } from '../features/pack/feature.ts'
import { parameterFeature } from '../features/parameter/feature.ts'
import type { Feature } from './feature.ts'

/** Every feature of the desk. A new one is a folder with a `feature.ts`, and a line here. */
export const features: readonly Feature[] = [
  dispatchFeature,
  mattersFeature,
  roundFeature,
  intakeFeature,
  workbenchFeature,
  supervisionFeature,
  visitFeature,
  searchFeature,
  matterFeature,
  ownAccountFeature,
  commandViewFeature,
  hotIssueFeature,
  indicatorFeature,
  peerFeature,
  replyCountFeature,
  recipeFeature,
  briefingFeature,
  statisticFeature,
  raceFeature,
  registryFeature,
  auditFeature,
  deliveryFeature,
  modelFeature,
  packFeature,
  parameterFeature,
]
