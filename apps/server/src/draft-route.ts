import { AppError } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { Composed, Pack } from '@duibiao/packfile'
import { offerDrafts, takeDraft, writeDraft } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { DraftModel } from '@duibiao/store'
import { restorePersonal } from '@duibiao/triage'
import { changeAudited, recordAudit } from './audit.ts'
import { readClear } from './composed-field.ts'
import { makeDraftAsking } from './draft-model.ts'
import type { DraftFailure } from './draft-model.ts'
import { fitting, knownValues, makePrompt, overlay } from './draft-prompt.ts'
import type { CoveredPrompt } from './draft-prompt.ts'
import { accessMatter, isSecretMatter, matterIdIn, packOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { ruleFor } from './outbound-change.ts'
import type { OutboundParts, RuleOf } from './outbound-change.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** Drafts under way at once in a process: each waits for another system. */
const mostAtOnce = 8

/** Texts that a language model drafts for people, who take them over or do not. Nothing is ever sent by itself. */
export function makeDraftRoutes({ config }: OutboundParts): readonly Route[] {
  const ruleOf = ruleFor(config)
  let underWay = 0
  return [
    route(offerDrafts, async ({ tenant, caller, params }) => {
      const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
      return { value: { is_open: (await findOpenModel(tenant, access)) !== undefined } }
    }),
    route(writeDraft, async (asking) => {
      if (underWay >= mostAtOnce) throw failureOf('busy', asking.language)
      underWay += 1
      try {
        return { value: await write(asking, ruleOf) }
      } finally {
        underWay -= 1
      }
    }),
    route(takeDraft, async (asking) => {
      const { tenant, caller, params } = asking
      const { person } = requirePerson(caller)
      await changeAudited(asking, async (transaction) => {
        const { district, now } = tenant
        const taken = await store.takeDraft(transaction, district, { id: params.draft, person, now: now() })
        if (taken === undefined) throw new AppError('resource_missing')
        const { matter, kind, field, isFirst } = taken
        const detail = { draft: params.draft, kind, field }
        return {
          value: undefined,
          act: isFirst ? { kind: 'draft.taken', subject: matter, detail } : undefined,
        }
      })
      return { value: undefined }
    }),
  ]
}

/** The model of the district, where it is on and the reporter of the matter asked for no secrecy. */
async function findOpenModel(tenant: Tenant, access: AccessibleMatter): Promise<DraftModel | undefined> {
  if (isSecretMatter(tenant, access)) return undefined
  const model = await store.readDraftModel(tenant.database, tenant.district)
  return model?.isOn === true ? model : undefined
}

/** A field of a form that may be drafted, with how long its text may be. */
interface DraftField {
  readonly composed: Composed
  readonly longest: number
}

/** @throws AppError `resource_missing`, `draft_refused`, `draft_unavailable` */
async function write(asking: Asking<typeof writeDraft>, ruleOf: RuleOf) {
  const { tenant, caller, params, body } = asking
  const { person } = requirePerson(caller)
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const field = findField(tenant, packOf(tenant, access), body)
  const model = await findOpenModel(tenant, access)
  if (model === undefined) throw new AppError('draft_refused')
  const prompt = await promptOf(asking, access, field.composed)
  if (prompt === undefined) throw new AppError('draft_refused')
  const { matter } = access.found
  await tellLeaving(asking, { model, prompt, matter, field: body.field, kind: field.composed.as })
  const answer = await makeDraftAsking(ruleOf(tenant), tenant.secrets)(model, prompt)
  if (answer.kind === 'failed') throw failureOf(answer.reason, asking.language)
  const { as: kind } = field.composed
  const restored = restorePersonal(answer.text, prompt.pieces, fitting[kind])
  const { database, district, now, random } = tenant
  const given = { matter, field: body.field, kind, person, now: now(), random }
  const draft = await store.addDraft(database, district, given)
  const text = (kind === 'title' ? firstLine(restored) : restored).slice(0, field.longest).toWellFormed()
  return { draft, text, covered: new Set(prompt.pieces.map(({ mask }) => mask)).size }
}

/** @throws AppError `resource_missing` when the form has no such field, or it is none that is written about the message */
function findField(
  { packs }: Tenant,
  pack: Pack | undefined,
  { form, field }: { readonly form: string; readonly field: string },
): DraftField {
  const newest = pack && (packs.find(pack.manifest.name) ?? pack)
  const found = newest?.forms.get(form)
  const composed = found?.fields.find(({ name }) => name === field)?.composed
  if (found === undefined || composed === undefined) throw new AppError('resource_missing')
  const properties: unknown = found.schema['properties']
  const own: unknown = Reflect.get(Object(properties), field)
  const longest: unknown = Reflect.get(Object(own), 'maxLength')
  return { composed, longest: typeof longest === 'number' ? longest : 4_000 }
}

async function promptOf(
  { tenant, caller, body }: Asking<typeof writeDraft>,
  access: AccessibleMatter,
  composed: Composed,
): Promise<CoveredPrompt | undefined> {
  const { database, district } = tenant
  const sealed = await store.readSealedValues(database, district, access.found.matter)
  const known = knownValues([...sealed.map(({ value }) => value), ...reporterNames(tenant, access)])
  const texts = overlay(await readClear(tenant, caller, access), body.answers)
  return makePrompt(composed, texts, known)
}

/** Names of who reported a matter, where the district knows them. */
function reporterNames(tenant: Tenant, access: AccessibleMatter): readonly string[] {
  const { listing, report } = packOf(tenant, access)?.manifest ?? {}
  const data = ownVariables(access.found.data)
  const { person: people } = tenant.registry.state()
  const ids = [listing?.reporter, report?.reporters].flatMap((field) => data[field ?? ''] ?? [])
  return ids.flatMap((id) => (typeof id === 'string' ? (people.get(id)?.name ?? []) : []))
}

interface Leaving {
  readonly model: DraftModel
  readonly prompt: CoveredPrompt
  readonly matter: string
  readonly field: string
  readonly kind: Composed['as']
}

/** Nothing leaves that the audit does not hold: whom it went to, and every word, covered as it was. */
async function tellLeaving(
  asking: Asking<typeof writeDraft>,
  { model, prompt, matter, field, kind }: Leaving,
): Promise<void> {
  const sent = prompt.material.match(/[^]{1,1000}/gu) ?? []
  const detail = { kind, field, address: model.address, model: model.model, sent }
  await recordAudit(asking, { kind: 'draft.asked', subject: matter, detail })
}

function failureOf(reason: DraftFailure, language: Language): AppError {
  return new AppError('draft_unavailable', { reason: failures[reason][language] })
}

const failures = {
  slow: { zh: '语言模型没有在时限内答复', en: 'the model did not answer in time' },
  busy: { zh: '语言模型正忙', en: 'the model is busy' },
  refused: { zh: '语言模型拒绝了请求', en: 'the model refused' },
  unreadable: { zh: '语言模型的答复不能用', en: 'the answer of the model is of no use' },
  unreachable: { zh: '没有连上语言模型', en: 'the model was not reached' },
  address_refused: { zh: '不能向语言模型的地址发送', en: 'nothing may be sent to the address of the model' },
} as const satisfies { readonly [reason in DraftFailure]: { readonly [language in Language]: string } }

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? ''
}
