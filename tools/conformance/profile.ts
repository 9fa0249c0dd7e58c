import { basename, dirname } from 'node:path'
import { checkBpmn, readBpmn } from '@duibiao/packfile'
import type { BpmnRead } from '@duibiao/packfile'
import { listModels, readModel } from './model-file.ts'

/** Which rules a model is held against: `strict` adds those that the files of most tools break. */
export type Profile = 'standard' | 'strict'

/** The profile for a model, by its path. */
export type ProfileOf = (modelPath: string) => Profile

/** Of a suite's models so many must keep the strict rules for the others to be held against them. */
const houseShare = 2 / 3

/** What the models of a folder are held against, and how many of them bear it out. */
export type Survey = {
  readonly folder: string
  readonly models: number
  readonly kept: number
  readonly profile: Profile
}

/**
 * Gives each model the profile of its suite. A suite is the folder `models` around the model, else the model's own
 * folder. Where at least two in three of its models keep the strict rules its authors wrote to them, and a model
 * that breaks one is at fault; elsewhere breaking them is the custom. Neither names nor what scenarios expect play a part.
 */
export function makeSurveyor(told: (survey: Survey) => void = () => undefined): ProfileOf {
  const surveys = new Map<string, Survey>()
  return (modelPath) => {
    const folder = suiteFolderOf(modelPath)
    const known = surveys.get(folder)
    if (known !== undefined) return known.profile
    const survey = surveyFolder(folder)
    surveys.set(folder, survey)
    told(survey)
    return survey.profile
  }
}

function surveyFolder(folder: string): Survey {
  const paths = listModels(folder)
  const kept = paths.filter((path) => keepsStrictRules(path)).length
  const profile = kept >= houseShare * paths.length ? 'strict' : 'standard'
  return { folder, models: paths.length, kept, profile }
}

/** A model keeps them when the strict check finds nothing that the ordinary one does not find. */
function keepsStrictRules(path: string): boolean {
  const read = readBpmn(readModel(path), path)
  const rules = rulesBroken(read, 'standard')
  return [...rulesBroken(read, 'strict')].every((rule) => rules.has(rule))
}

function rulesBroken(read: BpmnRead, profile: Profile): ReadonlySet<string> {
  return new Set(checkBpmn(read, { lenient: true, profile }).map(({ rule, code }) => rule ?? code))
}

function suiteFolderOf(modelPath: string): string {
  for (let folder = dirname(modelPath); folder !== dirname(folder); folder = dirname(folder))
    if (basename(folder) === 'models') return folder
  return dirname(modelPath)
}
