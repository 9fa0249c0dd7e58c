import { AppError, formatInstant, instantOf, isAppError, parseInstant, parseMatterId } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
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
import type { QueryOf } from '@duibiao/contract'
import type { Actor } from '@duibiao/kernel'
import {
  areaSight,
  findListed,
  personSight,
  readEntries,
  readSealedValues,
  receiptOf,
  searchMatters,
  tallyMatters,
} from '@duibiao/store'
import type { MatterFilter } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { accessMatter, isInformerHidden, isOwn, matterIdIn, packOf, viewOf } from './matter-access.ts'
import { actOn, actorOf, takePersonal, valuesOf } from './matter-act.ts'
import { requireStart } from './matter-start.ts'
import { ownVariables } from './matter-description.ts'
import { defined } from './defined.ts'
import { completeCommand } from './dispatch-command.ts'
import { followCodeOf, givesFollowCode } from './follow-code.ts'
import { matterLine, soonIs } from './matter-line.ts'
import { clockRows, matterPage } from './matter-page.ts'
import { fieldLevels, showVariables } from './personal-field.ts'
import { permissions } from './policy.ts'
import { problemOf } from './problem.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'
import { requireReport } from './sign-in-limit.ts'

/** Matters: lists, pages, commands, clocks and the record. */
export const matterRoutes: readonly Route[] = [
  route(listMatters, async ({ tenant, caller, query }) => {
    const { after, limit = 50, ...rest } = query
    const rows = await searchMatters(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['matter.list']),
      filter: filterOf(rest),
      limit,
      ...(after !== undefined && { after: cursorOf(after) }),
    })
    const now = tenant.now()
    const last = rows.length === limit ? rows.at(-1) : undefined
    const next = last === undefined ? {} : { next: last.matter }
    return { value: { rows: rows.map((row) => matterLine(row, now)), ...next } }
  }),
  route(countMatters, async ({ tenant, caller, query }) => {
    const now = tenant.now()
    const { open, suspended, overdue, dueSoon } = await tallyMatters(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['matter.count']),
      filter: filterOf(query),
      now,
      soon: instantOf(now + soonIs),
    })
    return { value: { open, suspended, overdue, due_soon: dueSoon } }
  }),
  route(startMatter, async (asking) => ({ value: await start(asking) })),
  route(readMatter, async ({ tenant, caller, params }) => {
    const access = await accessMatter(tenant, caller, params.matter)
    return { value: await matterPage(tenant, caller, access), tag: `"${access.found.revision}"` }
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
    const rows = entries.map(({ seq, kind, at, actor, facts, hash }) => ({
      seq,
      kind,
      recorded_at: formatInstant(at),
      actor: shownActor(actor),
      facts: isTheirs ? [] : [...facts],
      hash,
    }))
    return { value: { rows, ...(last !== undefined && { next: String(last.seq) }) } }
  }),
]

type Filters = Omit<QueryOf<typeof listMatters>, 'after' | 'limit'>

/** What a list is asked for, in the words of the store. */
function filterOf(query: Filters): MatterFilter {
  const { open, status, pack, procedure, category, urgency, office, area, number } = query
  return defined({
    isOpen: open,
    status,
    pack,
    process: procedure,
    category,
    urgency,
    office,
    area: area === undefined ? undefined : areaSight(area),
    number,
    dueBefore: instantIn(query.due_before),
    openedFrom: instantIn(query.opened_from),
    openedBefore: instantIn(query.opened_before),
  })
}

function instantIn(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text)
}

function cursorOf(after: string): MatterId {
  try {
    return parseMatterId(after)
  } catch (cause) {
    throw new AppError('request_malformed', { reason: '/query/after' }, { cause })
  }
}

function revisionOf(tag: string): number {
  const [, text] = /^(?:W\/)?"([0-9]{1,9})"$/.exec(tag) ?? []
  if (text === undefined) throw new AppError('request_malformed', { reason: 'If-Match' })
  return Number(text)
}

/** Opens a matter of a pack; who opens one for themselves is its reporter. */
async function start({ tenant, caller, body, key }: Asking<typeof startMatter>) {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const pack = tenant.packs.newest(body.pack)
  const { entry, listing = {} } = pack.manifest
  const { reporter } = listing
  const isForSelf = requireStart(tenant, caller, {
    pack,
    procedure: body.procedure,
    variables: valuesOf(body.variables),
  })
  const forget = isForSelf ? await requireReport(tenant, caller.account) : undefined
  const given = {
    kind: 'start',
    procedure: body.procedure ?? entry,
    variables: {
      ...valuesOf(body.variables),
      ...(isForSelf && reporter !== undefined && { [reporter]: caller.person }),
    },
  } as const
  const complete = completeCommand(given, { pack, known: {}, form: undefined }, tenant)
  const { command, personal } = takePersonal(complete, pack, tenant)
  const number = await tenant.nextNumber(body.pack)
  const answer = await tenant.engine.start({
    procedure: given.procedure,
    number,
    title: body.title ?? '',
    key: `${caller.account}:${key}`,
    actor: actorOf(caller, caller.posts[0]),
    personal,
    ...('variables' in command && command.variables !== undefined && { variables: command.variables }),
  })
  const { matter, seq } = receiptOf(answer)
  // Given again with the same key, the number is the one of the first time.
  const listed = await findListed(tenant.database, tenant.district, matter)
  if (listed?.number !== number) await forget?.()
  return {
    id: matter,
    number: listed?.number ?? number,
    seq,
    ...(givesFollowCode(caller, pack) && { follow_code: followCodeOf(tenant, matter) }),
  }
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
