import { AppError, formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { actOnFollowed, followMatter } from '@duibiao/contract'
import { listAskings } from '@duibiao/kernel'
import type { Entry, OpenAsking } from '@duibiao/kernel'
import { findListed, findMatter, readEntries, receiptOf } from '@duibiao/store'
import type { Receipt } from '@duibiao/store'
import { answerOnce } from './answer-once.ts'
import { defined } from './defined.ts'
import { requireAttached } from './evidence-attachment.ts'
import { isFollowCode } from './follow-code.ts'
import { isForReporter, packOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { takePersonal, valuesOf } from './matter-act.ts'
import { wordingOf } from './matter-page.ts'
import { promiseOf } from './matter-promise.ts'
import { formPage } from './pack-view.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireRate } from './sign-in-limit.ts'
import type { Tenant } from './tenant.ts'

/** Matters for whoever has their number and code, and no account. */
export const followRoutes: readonly Route[] = [
  route(followMatter, async (asking) => {
    const access = await openFollowed(asking)
    return { value: await followedPage(asking.tenant, access, asking.language) }
  }),
  route(actOnFollowed, async (asking) => ({ value: { seq: await actByCode(asking) } })),
]

/** Enough for a family behind one address, and far from enough to guess at codes (ASVS V2.4.1). */
const ofMatter = { limit: 10, period: 600_000 }
const ofAddress = { limit: 60, period: 600_000 }

type Shown = Pick<Asking, 'tenant' | 'origin'> & {
  readonly body: { readonly number: string; readonly code: string }
}

/** @throws AppError `resource_missing` for a wrong number and a wrong code alike, `requests_too_many` */
async function openFollowed({ tenant, origin, body }: Shown): Promise<AccessibleMatter> {
  const { database, district } = tenant
  const { address } = origin
  const code = 'requests_too_many'
  await requireRate(tenant, { key: `follow-address:${address}`, rule: ofAddress, code })
  await requireRate(tenant, { key: `follow:${body.number}:${address}`, rule: ofMatter, code })
  const found = await findMatter(database, district, body.number)
  const listed = found && (await findListed(database, district, found.matter))
  if (found === undefined || listed === undefined || !isFollowCode(tenant, found.matter, body.code)) {
    throw new AppError('resource_missing')
  }
  return { found, listed, tasks: [], askings: [] }
}

async function followedPage(tenant: Tenant, access: AccessibleMatter, language: Language) {
  const { found, listed } = access
  const entries = await readEntries(tenant.database, tenant.district, found.matter)
  return {
    number: found.number,
    status: listed.status,
    opened_at: formatInstant(found.openedAt),
    lamp: 'none' as const,
    ...promiseOf(tenant, access, language),
    ...defined({ ended_at: found.endedAt && formatInstant(found.endedAt) }),
    steps: stepsOf(tenant, access, entries),
    asks: askingsOf(tenant, access).map(({ event, form }) => ({
      name: event,
      ...defined({ form, definition: definitionOf(tenant, access, { form, language }) }),
    })),
  }
}

/** A form as it is shown to somebody without an account, who has no files to give. */
function definitionOf(
  tenant: Tenant,
  access: AccessibleMatter,
  { form: name = '', language }: { readonly form: string | undefined; readonly language: Language },
) {
  const pack = packOf(tenant, access)
  const form = pack?.forms.get(name)
  if (pack === undefined || form === undefined) return undefined
  const page = formPage(pack, form, language)
  return { ...page, fields: page.fields.filter(({ widget }) => widget !== 'photos' && widget !== 'files') }
}

/** Steps that people completed, by the names of the pack; no words, people or offices. */
function stepsOf(tenant: Tenant, access: AccessibleMatter, entries: readonly Entry[]) {
  const pack = packOf(tenant, access)
  const { nodes } = tenant.engine.workshop.around.find(access.found.procedure)
  return entries.flatMap(({ at, facts }) =>
    facts.flatMap((fact) => {
      const node = fact.kind === 'task_completed' ? nodes.find(({ id }) => id === fact.element) : undefined
      if (node === undefined) return []
      return [{ at: formatInstant(at), name: wordingOf(pack, 'task', { id: node.id, name: node.name }) }]
    }),
  )
}

/** What the pack opens to reporters: posts of it that residents have. */
function askingsOf(tenant: Tenant, { found, listed }: AccessibleMatter): readonly OpenAsking[] {
  if (found.endedAt !== undefined) return []
  return listAskings(found.state, tenant.engine.workshop.around.find).filter((asking) =>
    isForReporter(tenant, listed, asking),
  )
}

async function actByCode(asking: Asking<typeof actOnFollowed>): Promise<number> {
  const { tenant, key } = asking
  const access = await openFollowed(asking)
  const { matter } = access.found
  const keyed = { key: `follow:${matter}:${key}`, matter }
  const receipt = await answerOnce(tenant, keyed, () => deliver(asking, access, keyed.key))
  return receipt.seq
}

async function deliver(
  { tenant, body }: Asking<typeof actOnFollowed>,
  access: AccessibleMatter,
  key: string,
): Promise<Receipt> {
  const asked = askingsOf(tenant, access).find(({ event }) => event === body.name)
  if (asked === undefined) throw new AppError('permission_missing')
  const pack = packOf(tenant, access)
  const form = asked.form === undefined ? undefined : pack?.forms.get(asked.form)
  const values = valuesOf(body.variables)
  // Without a form nothing is asked that could be written.
  const faults = form?.check(values) ?? Object.keys(values).map((name) => ({ zh: name, en: name }))
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
  const given = { kind: 'deliverMessage', name: body.name, variables: values } as const
  // Files come from accounts only.
  if (form !== undefined) await requireAttached(tenant, access, { form, values, person: '' })
  const { command, personal } = takePersonal(given, pack, tenant)
  const answer = await tenant.engine.act(access.found.matter, command, {
    key,
    actor: { system: 'follow' },
    personal,
  })
  return receiptOf(answer)
}
