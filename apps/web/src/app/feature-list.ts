import { commandViewFeature } from '../features/command-view/feature.ts'
import { dispatchFeature } from '../features/dispatch/feature.ts'
import { mattersFeature } from '../features/matters/feature.ts'
import { matterFeature } from '../features/matter/feature.ts'
import { workbenchFeature } from '../features/workbench/feature.ts'
import type { Feature } from './feature.ts'

/** Every feature of the desk. A new one is a folder with a `feature.ts`, and a line here. */
export const features: readonly Feature[] = [
  dispatchFeature,
  mattersFeature,
  workbenchFeature,
  matterFeature,
  commandViewFeature,
]
