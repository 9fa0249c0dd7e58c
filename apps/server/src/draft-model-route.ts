import { AppError, formatInstant } from '@duibiao/base'
import { keepDraftModel, readDraftModel, removeDraftModel, testDraftModel } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { defined } from './defined.ts'
import { draftKeyPurpose, makeDraftAsking } from './draft-model.ts'
import { resolveTarget } from './outbound-target.ts'
import { actOf, ruleFor } from './outbound-change.ts'
import type { OutboundParts } from './outbound-change.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFresh } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** After which a draft is given up where nothing was set. */
const plainSeconds = 30

/** The language model that may draft texts. Every change is audited and asks for a fresh proof of who one is. */
export function makeDraftModelRoutes({ config }: OutboundParts): readonly Route[] {
  const ruleOf = ruleFor(config)
  return [
    route(readDraftModel, async ({ tenant }) => {
      const model = await store.readDraftModel(tenant.database, tenant.district)
      if (model === undefined) return { value: { is_on: false, has_key: false, seconds: plainSeconds } }
      const { isOn, address, model: name, secret, seconds, changedAt } = model
      const changed = { changed_at: formatInstant(changedAt) }
      return {
        value: { is_on: isOn, address, model: name, has_key: secret !== undefined, seconds, ...changed },
      }
    }),
    route(keepDraftModel, async (asking) => {
      const { tenant, caller, body } = asking
      requireFresh(caller, tenant.now())
      await resolveTarget(body.address, ruleOf(tenant))
      const { is_on: isOn, address, model, seconds } = body
      await changeAudited(asking, async (transaction) => {
        const secret = secretOf(asking, await store.readDraftModel(transaction, tenant.district))
        const now = tenant.now()
        const change = { isOn, address, model, seconds, now, ...defined({ secret }) }
        await store.keepDraftModel(transaction, tenant.district, change)
        const detail = { is_on: isOn, address, model, renews_secret: body.key !== undefined }
        return { value: undefined, act: actOf('draft_model.kept', 'draft_model', detail) }
      })
      return { value: undefined }
    }),
    route(removeDraftModel, async (asking) => {
      const { tenant, caller } = asking
      requireFresh(caller, tenant.now())
      await changeAudited(asking, async (transaction) => {
        if (!(await store.removeDraftModel(transaction, tenant.district)))
          throw new AppError('resource_missing')
        return { value: undefined, act: actOf('draft_model.removed', 'draft_model', {}) }
      })
      return { value: undefined }
    }),
    route(testDraftModel, async ({ tenant }) => {
      const model = await store.readDraftModel(tenant.database, tenant.district)
      if (model === undefined) throw new AppError('resource_missing')
      const answer = await makeDraftAsking(ruleOf(tenant), tenant.secrets)(model, trial)
      const value = answer.kind === 'text' ? { is_taken: true } : { is_taken: false, reason: answer.reason }
      return { value }
    }),
  ]
}

const trial = { task: '这是一次连接测试，请只回答“好”。', material: '测试' } as const

/** The key as it is kept. Without a new one the old one stays, unless the address is another's: it is told to nobody else. */
function secretOf(
  { tenant, body }: Asking<typeof keepDraftModel>,
  known: store.DraftModel | undefined,
): string | null | undefined {
  if (body.key === null) return null
  if (body.key !== undefined) return seal(tenant, body.key)
  return known !== undefined && originOf(known.address) !== originOf(body.address) ? null : undefined
}

function seal({ secrets }: Pick<Tenant, 'secrets'>, key: string): string {
  return secrets.seal(key, draftKeyPurpose)
}

function originOf(address: string): string {
  return new URL(address).origin
}
