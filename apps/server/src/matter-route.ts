import { AppError, formatInstant, instantOf, isAppError, parseInstant, parseMatterId } from '@duibiao/base'
import {
  actOnMatter,
  actOnMatters,
  countMatters,
  listClocks,
  listEntries,
  listMatters,
  readMatter,
  revealVariable,
  startMatter,
} from '@duibiao/contract'
import type { Actor } from '@duibiao/kernel'
import {
  findAutomaticDispatches,
  isDueFirst,
  personSight,
  readEntries,
  readSealedValues,
  searchMatters,
  tallyMatters,
} from '@duibiao/store'
import type { ListMark, MatterTally } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { accessMatter, isInformerHidden, isOwn, matterIdIn, packOf, viewOf } from './matter-access.ts'
import { actOn } from './matter-act.ts'
import { openMatter } from './matter-opening.ts'
import { ownVariables } from './matter-description.ts'
import { defined } from './defined.ts'
import { nameOfActor, namesOfFacts } from './entry-name.ts'
import { dueSceneOf, soonIs } from './due-line.ts'
import { matterLine } from './matter-line.ts'
import { filterOf } from './matter-query.ts'
import { clockRows, matterPage } from './matter-page.ts'
import { fieldLevels, showVariables } from './personal-field.ts'
import { permissions } from './policy.ts'
import { problemOf } from './problem.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'

/** Matters: lists, pages, commands, clocks and the record. */
export const matterRoutes: readonly Route[] = [
  route(listMatters, async ({ tenant, caller, query }) => {
    const { after, limit = 50, ...rest } = query
    const filter = filterOf(rest, caller, tenant.now())
    const rows = await searchMatters(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['matter.list']),
      filter,
      limit,
      ...(after !== undefined && { after: cursorOf(after) }),
    })
    const scene = dueSceneOf(tenant)
    const last = rows.length === limit ? rows.at(-1) : undefined
    const next = last === undefined ? {} : { next: cursorText(last, isDueFirst(filter)) }
    const { database, district } = tenant
    const automatic = await findAutomaticDispatches(
      database,
      district,
      rows.map(({ matter }) => matter),
    )
    const lines = rows.map((row) => ({
      ...matterLine(row, scene),
      ...(automatic.get(row.matter)?.takenBackAt === undefined &&
        automatic.has(row.matter) && { is_automatic: true }),
    }))
    return { value: { rows: lines, ...next } }
  }),
  route(countMatters, async ({ tenant, caller, query }) => {
    const now = tenant.now()
    const tally = await tallyMatters(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['matter.count']),
      filter: filterOf(query, caller, now),
      now,
      soon: instantOf(now + soonIs),
    })
    return { value: tallyLine(tally) }
  }),
  route(startMatter, async (asking) => ({ value: await openMatter(asking) })),
  route(readMatter, async ({ tenant, caller, params, language }) => {
    const access = await accessMatter(tenant, caller, params.matter)
    return {
      value: await matterPage(tenant, caller, { access, language }),
      tag: `"${access.found.revision}"`,
    }
  }),
  route(actOnMatter, async ({ tenant, caller, params, body, key, ifMatch }) => {
    const matter = matterIdIn(params.matter)
    const revision = ifMatch === undefined ? {} : { revision: revisionOf(ifMatch) }
    const { seq } = await actOn(tenant, caller, { matter, command: body, key, ...revision })
    return { value: { matter, seq, revision: seq }, tag: `"${seq}"` }
  }),
  route(actOnMatters, async ({ tenant, caller, body, language, request }) => {
    const rows = body.rows.map(async ({ matter: text, command, key }) => {
      try {
        const matter = matterIdIn(text)
        const { seq } = await actOn(tenant, caller, { matter, command, key })
        return { ok: true, receipt: { matter, seq, revision: seq } }
      } catch (error) {
        if (!isAppError(error)) throw error
        const { findings: _, ...problem } = problemOf(error, { language, request })
        return { ok: false, problem }
      }
    })
    return { value: { rows: await Promise.all(rows) } }
  }),
  route(revealVariable, async (asking) => ({ value: { value: await reveal(asking) } })),
  route(listClocks, async ({ tenant, caller, params, language }) => {
    const access = await accessMatter(tenant, caller, params.matter)
    return { value: { rows: clockRows(tenant, access, language) } }
  }),
  route(listEntries, async ({ tenant, caller, params, query }) => {
    const access = await accessMatter(tenant, caller, params.matter)
    const { limit = 50 } = query
    const after = Number(query.after ?? 0)
    if (!Number.isSafeInteger(after) || after < 0)
      throw new AppError('request_malformed', { reason: '/query/after' })
    const entries = await readEntries(tenant.database, tenant.district, {
      matter: access.found.matter,
      after,
      limit,
    })
    const last = entries.length === limit ? entries.at(-1) : undefined
    const { listed } = access
    const isTheirs = isOwn(caller, listed)
    const hidesInformer = isInformerHidden(tenant, caller, access)
    // Who reported it is told what was done and by which post, not by whom; others are not told who reported it in secrecy.
    function shownActor(actor: Actor) {
      const isHidden = isTheirs || (hidesInformer && listed.sights.includes(personSight(actor.person ?? '')))
      return isHidden ? defined({ post: actor.post }) : { ...actor }
    }
    const rows = entries.map(({ seq, kind, at, actor, facts, hash }) => {
      const shown = isTheirs ? [] : [...facts]
      return {
        seq,
        kind,
        recorded_at: formatInstant(at),
        actor: shownActor(actor),
        ...defined({ actor_name: nameOfActor(tenant, shownActor(actor)) }),
        facts: shown,
        names: namesOfFacts(tenant, access, shown),
        hash,
      }
    })
    return { value: { rows, ...(last !== undefined && { next: String(last.seq) }) } }
  }),
]

/** Counts in the form of the contract. */
export function tallyLine({ open, suspended, overdue, dueSoon, warned }: MatterTally) {
  return { open, suspended, overdue, due_soon: dueSoon, warned }
}

/** Where a page ended, as `next` names it. */
function cursorText({ matter, dueAt }: ListMark, isByDue: boolean): string {
  return isByDue && dueAt !== undefined ? `${matter}~${formatInstant(dueAt)}` : matter
}

/** The `next` of the page before. @throws AppError `request_malformed` */
export function cursorOf(after: string): ListMark {
  const [matter = '', due] = after.split('~')
  try {
    return { matter: parseMatterId(matter), ...(due !== undefined && { dueAt: parseInstant(due) }) }
  } catch (cause) {
    throw new AppError('request_malformed', { reason: '/query/after' }, { cause })
  }
}

function revisionOf(tag: string): number {
  const [, text] = /^(?:W\/)?"([0-9]{1,9})"$/.exec(tag) ?? []
  if (text === undefined) throw new AppError('request_malformed', { reason: 'If-Match' })
  return Number(text)
}

/** Shows a masked value. Who saw it, and why, is kept before it is shown. */
async function reveal(asking: Asking<typeof revealVariable>) {
  const { tenant, caller, params, body } = asking
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const view = viewOf(tenant, caller, access)
  const pack = packOf(tenant, access)
  const level = pack && fieldLevels(pack).get(body.variable)
  if (pack === undefined || level === undefined || view[level] !== 'masked')
    throw new AppError('resource_missing')
  const { matter, data } = access.found
  const stored = await readSealedValues(tenant.database, tenant.district, matter)
  const clear = { ...view, [level]: 'clear' } as const
  const { variables } = showVariables(ownVariables(data), { pack, stored, view: clear })
  const value = variables[body.variable]
  if (value === undefined) throw new AppError('resource_missing')
  const detail = { variable: body.variable, reason: body.reason }
  await recordAudit(asking, { kind: 'personal_data.revealed', subject: matter, detail })
  return value
}
