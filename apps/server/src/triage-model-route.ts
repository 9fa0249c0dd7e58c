import { AppError, errors, formatInstant, instantOf, millisecondsPerDay } from '@duibiao/base'
import type { ErrorCode, Instant, Language } from '@duibiao/base'
import {
  listTriageCorrections,
  listTriageModels,
  readTriageModel,
  takeBackTriageModel,
  trainTriageModel,
} from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { TriageModel, TriageTraining } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Caller } from './caller.ts'
import { nameOfCategory } from './category-name.ts'
import { defined } from './defined.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'
import type { ModelDetail, ModelScore } from './triage-learning.ts'
import { groupCorrections } from './triage-correction.ts'
import { listTriages, trainingRuleOf, triageOf } from './triage-rule.ts'
import type { PackTriage } from './triage-rule.ts'
import { countFresh } from './triage-training.ts'

/** The models of categories as the administrator keeps them. */
export const triageModelRoutes: readonly Route[] = [
  route(listTriageModels, async ({ tenant, language }) => {
    const { database, district } = tenant
    const [models, trainings] = [
      await store.listTriageModels(database, district),
      await store.listTriageTrainings(database, district),
    ]
    const rows = listTriages(tenant).map((triage) =>
      packRow(tenant, triage, {
        models: models.filter(({ pack }) => pack === triage.pack),
        training: trainings.find(({ pack }) => pack === triage.pack),
        language,
      }),
    )
    return { value: { rows: await Promise.all(rows) } }
  }),
  route(readTriageModel, async ({ tenant, caller, params }) => {
    const text = await store.readTriageDetail(tenant.database, tenant.district, params)
    if (text === undefined) throw new AppError('resource_missing')
    // What `learnModel` made and the store kept.
    const detail: ModelDetail = JSON.parse(text)
    return { value: await detailAnswer(tenant, caller, detail) }
  }),
  route(listTriageCorrections, async ({ tenant, params, query }) => {
    const { by, days = 90 } = query
    const { pack } = params
    if (triageOf(tenant, pack) === undefined) throw new AppError('resource_missing')
    const since = instantOf(tenant.now() - days * millisecondsPerDay)
    const tallies = await store.tallyCorrections(tenant.database, tenant.district, { pack, since, of: by })
    const { office } = tenant.registry.state()
    const rows = groupCorrections(tallies, (key) =>
      by === 'office' ? (office.get(key)?.name ?? key) : (nameOfCategory(tenant.packs, key) ?? key),
    )
    return { value: { rows } }
  }),
  route(trainTriageModel, async (asking) => {
    const { tenant, params } = asking
    const { pack } = params
    if (triageOf(tenant, pack) === undefined) throw new AppError('resource_missing')
    const at = tenant.now()
    await changeAudited(asking, async (transaction) => {
      await store.askTriageTraining(transaction, tenant.district, { pack, by: nameOf(asking), at })
      return { value: undefined, act: { kind: 'triage_model.asked', subject: pack } }
    })
    return { value: { asked_at: formatInstant(at) } }
  }),
  route(takeBackTriageModel, async (asking) => {
    const { tenant, params, body } = asking
    const { reason } = body
    const known = await store.listTriageModels(tenant.database, tenant.district, params.pack)
    if (!known.some(({ version }) => version === params.version)) throw new AppError('resource_missing')
    const use = { ...params, at: tenant.now(), by: nameOf(asking), reason }
    await changeAudited(asking, async (transaction) => {
      if (!(await store.takeTriageModelBack(transaction, tenant.district, use)))
        throw new AppError('model_not_kept', { version: params.version })
      const { pack: subject, version } = params
      return {
        value: undefined,
        act: { kind: 'triage_model.taken_back', subject, detail: { version, reason } },
      }
    })
    return { value: undefined }
  }),
]

function nameOf({ caller }: Pick<Asking, 'caller'>): string {
  return caller.kind === 'person' ? caller.accountName : 'duibiao'
}

type PackRow = AnswerOf<typeof listTriageModels>['rows'][number]

async function packRow(
  tenant: Tenant,
  { pack, categories }: PackTriage,
  given: {
    readonly models: readonly TriageModel[]
    readonly training: TriageTraining | undefined
    readonly language: Language
  },
): Promise<PackRow> {
  const { models, training, language } = given
  const [last] = models
  const rule = trainingRuleOf(tenant, pack, tenant.now())
  return {
    pack,
    title: tenant.packs.newest(pack).manifest.title,
    categories: categories.length,
    train: rule ?? { after: 0, days: 0, held: 0, gain: 0, most: 0 },
    fresh: last === undefined ? 0 : await countFresh({ tenant, database: tenant.database }, last),
    training: trainingAnswer(training, language),
    versions: models.map(versionRow),
  }
}

function trainingAnswer(training: TriageTraining | undefined, language: Language): PackRow['training'] {
  const { askedAt, askedBy, claimedAt, failedAt, failedCode } = training ?? {}
  return defined({
    asked_at: timeOf(askedAt),
    asked_by: askedBy,
    started_at: timeOf(claimedAt),
    failed_at: timeOf(failedAt),
    failed_code: failedCode,
    failed_what:
      failedCode !== undefined && isCode(failedCode) ? errors[failedCode].next[language] : undefined,
  })
}

function versionRow(model: TriageModel): PackRow['versions'][number] {
  const { version, state, learnt, held, size, isKept, rival } = model
  return {
    version,
    state,
    // Written by `judgeModel`, or by the store when one was taken back.
    reason: model.reason as PackRow['versions'][number]['reason'],
    trained_at: formatInstant(model.trainedAt),
    learnt,
    held,
    bytes: size,
    is_kept: isKept,
    ...defined({
      first_at: timeOf(model.firstAt),
      last_at: timeOf(model.lastAt),
      score: scoreAnswer(model.score),
      rival:
        rival === undefined
          ? undefined
          : { version: rival, ...defined({ score: scoreAnswer(model.rivalScore) }) },
      used_since: timeOf(model.usedSince),
      used_by: model.usedBy,
      used_reason: model.usedReason,
    }),
  }
}

function scoreAnswer(text: string | undefined): PackRow['versions'][number]['score'] {
  if (text === undefined) return undefined
  // What `learnModel` made and the store kept.
  const score: ModelScore = JSON.parse(text)
  return {
    asked: score.asked,
    macro_f1: score.macroF1,
    accuracy: score.accuracy,
    top_2: score.topTwo,
    calibration_error: score.calibrationError,
    sure_share: score.sureShare,
    sure_right: score.sureRight,
  }
}

function timeOf(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : formatInstant(at)
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

/** Pairs that are told, and matters are named for, the most frequent first. */
const shownPairs = 100

async function detailAnswer(
  tenant: Tenant,
  caller: Caller,
  { categories, pairs }: ModelDetail,
): Promise<AnswerOf<typeof readTriageModel>> {
  const shown = pairs.slice(0, shownPairs)
  // Whoever sees every matter of the district may see these.
  const maySee = sightOf(caller, permissions['matter.read']).kind === 'district'
  const ids = maySee ? shown.flatMap(({ matters }) => matters) : []
  const found = await store.nameMatters(tenant.database, tenant.district, ids)
  function nameIn(category: string): string {
    return nameOfCategory(tenant.packs, category) ?? category
  }
  return {
    categories: categories.map((one) => ({ ...one, name: nameIn(one.category) })),
    pairs: shown.map(({ truth, answer, count, matters }) => ({
      truth,
      truth_name: nameIn(truth),
      answer,
      answer_name: nameIn(answer),
      count,
      matters: matters.flatMap((id) => {
        const matter = found.get(id)
        return matter === undefined ? [] : [{ id, ...matter }]
      }),
    })),
  }
}
