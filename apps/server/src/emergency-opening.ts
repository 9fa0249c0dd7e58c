import { matterIdOf } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { listTasks } from '@duibiao/kernel'
import type { Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { addEmergencyFinding, addNotifications, dropEmergencyFinding, findMatter } from '@duibiao/store'
import type { Answer } from '@duibiao/store'
import { dangersOf, mentionsIn } from './emergency-rule.ts'
import type { Danger } from './emergency-rule.ts'
import { recipientsOf } from './notification-audience.ts'
import { emergencyNumber } from './notification-number.ts'
import { wordsOf } from './notification-words.ts'
import type { Tenant } from './tenant.ts'

/** A matter that is about to be opened, with what the rule found in its words. */
export interface MarkedOpening {
  readonly variables: Variables
  readonly dangers: readonly Danger[]
}

/** Looks for danger in a matter before it is opened, and marks it as its pack says where nobody said so. */
export function markEmergency(pack: Pack, variables: Variables): MarkedOpening {
  const dangers = dangersOf(pack, mentionsIn(pack, variables))
  if (dangers.length === 0) return { variables, dangers }
  const said = Object.entries(variables).filter(([, value]) => value !== null)
  return {
    variables: { ...variables, ...pack.manifest.emergency?.marks, ...Object.fromEntries(said) },
    dangers,
  }
}

/**
 * Opens a matter. One with danger in its words stands among the emergencies from its first moment, and whoever has its first
 * task is told at once.
 * @param start opens it under the id
 */
export async function openMarked(
  tenant: Tenant,
  { pack, dangers, id }: { readonly pack: Pack; readonly dangers: readonly Danger[]; readonly id?: MatterId },
  start: (id: MatterId) => Promise<Answer>,
): Promise<Answer> {
  const { database, district, now, random } = tenant
  const matter = id ?? matterIdOf(now(), random(10))
  if (dangers.length === 0) return start(matter)
  const finding = {
    matter,
    pack: pack.manifest.name,
    dangers: dangers.map(({ danger }) => danger),
    foundAt: now(),
  }
  await addEmergencyFinding(database, district, finding)
  const answer = await start(matter)
  // Refused, or opened before under the same key.
  if (answer.ok && answer.receipt.matter === matter) await tellHolders(tenant, matter, answer.receipt.seq)
  else await dropEmergencyFinding(database, district, matter)
  return answer
}

async function tellHolders(tenant: Tenant, matter: MatterId, seq: number): Promise<void> {
  const { database, district, packs, roleOf, now, random } = tenant
  const found = await findMatter(database, district, matter)
  if (found === undefined) return
  const [task] = listTasks(found.state, tenant.engine.workshop.around.find)
  const words = wordsOf(packs, found, {})
  const { posts = [], office } = task?.task ?? {}
  const holder = { posts, ...(office !== undefined && { office }) }
  await addNotifications(database, district, {
    recipients: recipientsOf([holder], { roleOf: (post) => roleOf(words.pack_name, post), reporter: [] }),
    place: { matter, seq, number: emergencyNumber },
    kind: 'offer',
    textKey: 'notification.emergency',
    textValues: { number: words.number, pack_name: words.pack_name, pack: { ...words.pack } },
    now: now(),
    random,
  })
}
