import { isAppError } from '@duibiao/base'
import { findCurrentTriageModel, readTriageModel } from '@duibiao/store'
import { openModel, readModel } from '@duibiao/triage'
import type { Classifier } from '@duibiao/triage'
import type { Tenant } from './tenant.ts'
import { triageOf } from './triage-rule.ts'
import type { PackTriage } from './triage-rule.ts'

/** A model ready to be asked about matters of a pack. */
export interface TriageModelInUse {
  readonly version: number
  /** Texts it learnt; 0: it knows the names of categories only and is never sure. */
  readonly learnt: number
  readonly classifier: Classifier
  /** What the pack says: `triageTexts` makes the texts to ask with, `open` goes with every question. */
  readonly triage: PackTriage
}

type Opened = Omit<TriageModelInUse, 'triage'>

/** The version of each pack that was opened last, by its district. */
const opened = new WeakMap<Tenant['database'], Map<string, Promise<Opened | undefined>>>()

/**
 * The model of a pack that is asked now; undefined when its pack does not sort, when there are no categories yet, and while the
 * first model is being made. Which version that is, is asked of the database each time, so that one which another process has
 * trained or taken back counts from then on; a version is opened once.
 */
export async function findTriageModel(
  tenant: Pick<Tenant, 'database' | 'district' | 'packs'>,
  pack: string,
): Promise<TriageModelInUse | undefined> {
  const triage = triageOf(tenant, pack)
  if (triage === undefined) return undefined
  const { database, district } = tenant
  const version = await findCurrentTriageModel(database, district, pack)
  if (version === undefined) return undefined
  const model = await openOnce(tenant, { pack, version })
  return model && { ...model, triage }
}

function openOnce(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  place: { readonly pack: string; readonly version: number },
): Promise<Opened | undefined> {
  const models = opened.get(database) ?? new Map<string, Promise<Opened | undefined>>()
  opened.set(database, models)
  const key = `${place.pack} ${place.version}`
  const found = models.get(key)
  if (found !== undefined) return found
  const opening = open({ database, district }, place)
  // Of a pack only the last version stays in memory.
  for (const other of models.keys()) if (other.startsWith(`${place.pack} `)) models.delete(other)
  models.set(key, opening)
  opening.catch(() => models.delete(key))
  return opening
}

/** @returns undefined for bytes that are not kept, or that a later version of the software no longer reads */
async function open(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  place: { readonly pack: string; readonly version: number },
): Promise<Opened | undefined> {
  const bytes = await readTriageModel(database, district, place)
  if (bytes === undefined) return undefined
  try {
    const model = readModel(bytes)
    return { version: place.version, learnt: model.learnt, classifier: openModel(model) }
  } catch (error) {
    if (isAppError(error) && error.code === 'model_unreadable') return undefined
    throw error
  }
}
