import { instantOf, isAppError, millisecondsPerDay, millisecondsPerMinute } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  addTriageModel,
  claimTriageTraining,
  countConfirmedMatters,
  endTriageTraining,
  listTriageModels,
  listTriageTrainings,
  readConfirmedMatters,
  readTriageModel,
  releaseTriageTraining,
} from '@duibiao/store'
import type { ConfirmedMatter, Database, TriageModel, TriageTraining } from '@duibiao/store'
import type { Job } from './job.ts'
import type { Tenant } from './tenant.ts'
import { learnAside } from './triage-aside.ts'
import { judgeModel } from './triage-learning.ts'
import type { LearntModel } from './triage-learning.ts'
import { listTriages, trainingRuleOf } from './triage-rule.ts'
import type { PackTriage, TrainingRule } from './triage-rule.ts'

/** Whose models are trained, on a database whose statements may take as long as those of jobs. */
export interface TrainingSite {
  readonly tenant: Pick<Tenant, 'district' | 'packs' | 'now'>
  readonly database: Database
}

/** How often it is asked whether somebody wants a training, and whether enough came for one, milliseconds. */
const turn = 5000
const lookEvery = 10 * millisecondsPerMinute
/** A training that was begun so long ago was begun by a process that is no more. */
const lease = 10 * millisecondsPerMinute
/** The same matters in the same thread make the same model. */
const seed = 1
const pageLength = 200

/**
 * The job that trains the models of a district: at once where there is none, where the categories of its pack changed or somebody
 * asked for it; else as confirmed matters come. It may run in two processes: the training is claimed, and one that was cut
 * off is begun again.
 */
export function makeTriageTraining(site: TrainingSite): Job {
  const { tenant, database } = site
  const { district, now } = tenant
  let lookedAt: Instant | undefined
  async function run(isStopped: () => boolean): Promise<void> {
    const at = now()
    const isLook = lookedAt === undefined || at - lookedAt >= lookEvery
    const trainings = await listTriageTrainings(database, district)
    for (const triage of listTriages(tenant)) {
      const training = trainings.find(({ pack }) => pack === triage.pack)
      if (isClaimed(training, at)) continue
      const isWanted = training?.askedAt !== undefined || (isLook && (await isDue(site, triage, training)))
      if (isWanted && !isStopped()) await trainTriageModel(site, triage, isStopped)
    }
    if (isLook) lookedAt = at
  }
  return { name: 'triage-training', district, interval: turn, run }
}

function isClaimed(training: TriageTraining | undefined, at: Instant): boolean {
  return training?.claimedAt !== undefined && at - training.claimedAt < lease
}

/** Whether nobody has to ask for a training: what it would be made from has changed enough. */
async function isDue(
  { tenant, database }: TrainingSite,
  triage: PackTriage,
  training: TriageTraining | undefined,
): Promise<boolean> {
  const { district, now } = tenant
  const [last] = await listTriageModels(database, district, triage.pack)
  // Where there was too little to learn from, it is looked again once a day.
  if (training?.failedAt !== undefined && now() - training.failedAt < millisecondsPerDay) return false
  if (last === undefined || last.categoryHash !== triage.categoryHash) return true
  const rule = trainingRuleOf(tenant, triage.pack, now())
  if (rule === undefined) return false
  const fresh = await countFresh({ tenant, database }, last)
  return fresh >= rule.after || (fresh > 0 && now() - last.trainedAt >= rule.days * millisecondsPerDay)
}

/** Matters that were confirmed since a model was trained, of those opened not long before. */
export async function countFresh(
  {
    tenant: { district },
    database,
  }: Pick<TrainingSite, 'database'> & { readonly tenant: Pick<Tenant, 'district'> },
  { pack, countedFrom, counted }: Pick<TriageModel, 'pack' | 'countedFrom' | 'counted'>,
): Promise<number> {
  return Math.max(0, (await countConfirmedMatters(database, district, { pack, from: countedFrom })) - counted)
}

/**
 * Trains a model of a pack, keeps it with its score and that of the one that is asked, and puts it in its place when it is better.
 * Nothing happens when another process is at it; when it is stopped, whoever comes next begins again.
 * @returns the version; undefined when there is none
 */
export async function trainTriageModel(
  site: TrainingSite,
  triage: PackTriage,
  isStopped: () => boolean = () => false,
): Promise<number | undefined> {
  const { tenant, database } = site
  const { district, now } = tenant
  const { pack } = triage
  const rule = trainingRuleOf(tenant, pack, now())
  if (rule === undefined) return undefined
  if (!(await claimTriageTraining(database, district, { pack, at: now(), lease }))) return undefined
  try {
    const made = await makeModel(site, triage, { rule, isStopped })
    if (made !== undefined) return await keepModel(site, triage, made)
    await releaseTriageTraining(database, district, pack)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    if (!ownCodes.has(error.code)) throw error
    await endTriageTraining(database, district, { pack, at: now(), code: error.code })
    return undefined
  }
}

/** What is no fault of the service, but of what there is to learn from. */
const ownCodes: ReadonlySet<string> = new Set(['training_too_small', 'training_too_large'])

interface MadeModel {
  readonly model: LearntModel
  readonly rule: TrainingRule
  readonly current: TriageModel | undefined
  readonly countedFrom: Instant
  readonly counted: number
}

/** How far back confirmed matters are counted, so that the count stays small in a district with a long past. */
const countedSpan = 60 * millisecondsPerDay

async function makeModel(
  { tenant, database }: TrainingSite,
  { pack, text: fields, categories, open }: PackTriage,
  { rule, isStopped }: { readonly rule: TrainingRule; readonly isStopped: () => boolean },
): Promise<MadeModel | undefined> {
  const { district, now } = tenant
  const countedFrom = instantOf(now() - countedSpan)
  const counted = await countConfirmedMatters(database, district, { pack, from: countedFrom })
  const models = await listTriageModels(database, district, pack)
  const current = models.find(({ state }) => state === 'current')
  const bytes = current && (await readTriageModel(database, district, { pack, version: current.version }))
  const model = await learnAside(
    {
      fields,
      seed,
      words: categories,
      open: open && [...open],
      heldShare: rule.held,
      rival: current && bytes && { bytes, heldShare: current.heldShare },
    },
    readPages({ database, tenant }, pack, rule.most),
    isStopped,
  )
  return model && { model, rule, current, countedFrom, counted }
}

async function* readPages(
  { database, tenant: { district } }: Pick<TrainingSite, 'database' | 'tenant'>,
  pack: string,
  most: number,
): AsyncGenerator<readonly ConfirmedMatter[]> {
  let [before, left]: [string | undefined, number] = [undefined, most]
  while (left > 0) {
    const rows = await readConfirmedMatters(database, district, {
      pack,
      before,
      limit: Math.min(pageLength, left),
    })
    if (rows.length === 0) return
    yield rows
    before = rows.at(-1)?.matter
    left -= rows.length
  }
}

async function keepModel(
  { tenant: { district, now }, database }: TrainingSite,
  { pack, categoryHash }: PackTriage,
  { model, rule, current, countedFrom, counted }: MadeModel,
): Promise<number> {
  const { bytes, learnt, held, firstAt, lastAt, score, detail, rivalScore } = model
  const { isBetter, reason } = judgeModel({ ...model, categoryHash }, current, rule.gain)
  return database.transaction(async (transaction) => {
    const version = await addTriageModel(transaction, district, {
      pack,
      isBetter,
      reason,
      trainedAt: now(),
      seed,
      heldShare: rule.held,
      learnt,
      held,
      firstAt,
      lastAt,
      countedFrom,
      counted,
      categoryHash,
      bytes,
      score: score && JSON.stringify(score),
      detail: detail && JSON.stringify(detail),
      rival: current?.version,
      rivalScore: rivalScore && JSON.stringify(rivalScore),
    })
    await endTriageTraining(transaction, district, { pack, at: now() })
    return version
  })
}
