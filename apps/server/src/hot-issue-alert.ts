import { instantOf, millisecondsPerDay } from '@duibiao/base'
import { addNotifications, countVoices, keepStep, listIssueWatchers } from '@duibiao/store'
import type { IssueCount, Json, Queryable, Recipient } from '@duibiao/store'
import { rememberedStep } from '@duibiao/triage'
import { hotRuleOf } from './hot-issue-rule.ts'
import type { HotAlert } from './hot-issue-rule.ts'
import { growthNumber } from './notification-number.ts'
import type { Tenant } from './tenant.ts'

/** Issues looked at in one statement. */
const batch = 500

/**
 * Tells people of issues that grew, once for each step and not for each message: however many processes look, one of them
 * changes the step, and only that one tells.
 */
export async function tellGrowth(tenant: Tenant, issues: readonly string[]): Promise<void> {
  if (issues.length === 0) return
  const { database, district, now } = tenant
  const { alert } = await hotRuleOf(tenant)
  const since = instantOf(Math.max(0, now() - alert.days * millisecondsPerDay))
  for (let from = 0; from < issues.length; from += batch) {
    const counts = await countVoices(database, district, { issues: issues.slice(from, from + batch), since })
    for (const count of counts) await tellStep(tenant, count, alert)
  }
}

async function tellStep(tenant: Tenant, count: IssueCount, alert: HotAlert): Promise<void> {
  const { issue, people, step: from } = count
  const step = rememberedStep(from, people, alert)
  if (step === from) return
  const { database, district, now } = tenant
  await database.transaction(async (transaction) => {
    const isOurs = await keepStep(transaction, district, { issue, from, step, now: now() })
    if (isOurs && step > from) await tell(tenant, transaction, { count, step, alert })
  })
}

interface Grown {
  readonly count: IssueCount
  readonly step: number
  readonly alert: HotAlert
}

async function tell(tenant: Tenant, transaction: Queryable, { count, step, alert }: Grown): Promise<void> {
  const { district, now, random, packs } = tenant
  const { issue, people, newest: matter, number, procedure } = count
  const manifest = packs.ofProcedure(procedure)?.manifest
  const pack = manifest?.title ?? { zh: '事项', en: 'matter' }
  const words: Readonly<Record<string, Json>> = {
    number,
    pack_name: manifest?.name ?? '',
    pack: { ...pack },
  }
  const making = { now: now(), random, kind: 'warn' } as const
  const recipients = alert.told.map((role): Recipient => ({ kind: 'post', role }))
  await addNotifications(transaction, district, {
    ...making,
    recipients,
    place: { matter, seq: 1, number: growthNumber(step) },
    textKey: 'notification.issue_growing',
    textValues: { ...words, issue, people: String(people), days: String(alert.days) },
  })
  // Who follows one of its matters may see no other: they are told of that one, and no number.
  for (const watcher of await listIssueWatchers(transaction, district, issue)) {
    await addNotifications(transaction, district, {
      ...making,
      recipients: [{ kind: 'person', person: watcher.person }],
      place: { matter: watcher.matter, seq: 1, number: growthNumber(step) },
      textKey: 'notification.issue_watched',
      textValues: { ...words, number: watcher.number },
    })
  }
}
