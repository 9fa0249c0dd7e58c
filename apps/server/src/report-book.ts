import { createHash } from 'node:crypto'
import { instantOf, millisecondsPerDay, millisecondsPerHour, parseMatterId, uuidOf } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import { chooseIssue, identityOf, makeRecentIndex, neighboursAsked } from '@duibiao/triage'
import type { Incoming, RecentIndex, Resembling } from '@duibiao/triage'
import * as store from '@duibiao/store'
import type { FoundIssue, PlacedReport, ReportText } from '@duibiao/store'
import { areApart } from './distance.ts'
import { ownVariables } from './matter-description.ts'
import { incomingOf } from './report-text.ts'
import type { Tenant } from './tenant.ts'

/** What a district's reports resemble, in the memory of this process, and the issues that they make, in the database. */
export interface ReportBook {
  /** Reports that a message may repeat, the nearest first; nothing is kept. */
  readonly resembling: (message: Incoming, most: number) => readonly Resembling[]
  /** Reads what other processes took in, then takes in what is new. @returns the issues that grew, perhaps */
  readonly takeIn: (isStopped: () => boolean) => Promise<readonly string[]>
  /** How many reports are held in memory. */
  readonly size: () => number
}

/** Reports held in memory; older ones belong to their issues all the same, but nothing new is compared with them. */
const mostRecent = 16_000
/** Reports read at once. */
const batch = 50
/** For so long a process that died keeps others from taking reports in. */
const lease = 60_000
/** Reports before that are no news when a district begins. */
const oldest = 400 * millisecondsPerDay
/** Matters may appear so much later than their ids say: their transaction was long, or the clock of another process behind. */
const lateness = millisecondsPerHour
/** So many reports are compared before others get their turn. */
const breath = 5

const books = new WeakMap<Tenant['database'], ReportBook>()

/** The book of a district in this process. */
export function reportBookOf(tenant: Tenant): ReportBook {
  const known = books.get(tenant.database) ?? makeReportBook(tenant)
  books.set(tenant.database, known)
  return known
}

interface Held {
  readonly tenant: Tenant
  index: RecentIndex
  readonly holder: string
  /** Position of the last report in the index; undefined before the first was read. */
  position: number | undefined
  /** From when on new matters are looked for. */
  since: Instant
  /** In the index already, because this process took them in. */
  readonly own: Set<string>
}

/** Begins with an empty memory, which fills at the first `takeIn`. */
export function makeReportBook(tenant: Tenant, most = mostRecent): ReportBook {
  const { now, random } = tenant
  const held: Held = {
    tenant,
    index: makeRecentIndex(most),
    holder: uuidOf(now(), random(10)),
    position: undefined,
    since: beginningOf(tenant),
    own: new Set(),
  }
  return {
    resembling: (message, wanted) => held.index.resembling(message, wanted),
    size: () => held.index.size(),
    async takeIn(isStopped) {
      await noticeForgetting(held, most)
      await catchUp(held, most, isStopped)
      try {
        return await takeNew(held, most, isStopped)
      } finally {
        await store.releaseIntake(tenant.database, tenant.district, held.holder)
      }
    },
  }
}

function beginningOf({ now }: Tenant): Instant {
  return instantOf(Math.max(0, now() - oldest))
}

/** After a rebuild the tables are empty, but for what people placed: everything is gathered anew. */
async function noticeForgetting(held: Held, most: number): Promise<void> {
  const { database, district } = held.tenant
  if (held.position === undefined || held.position === 0) return
  const newest = await store.findReportStart(database, district, 0)
  if (newest >= held.position) return
  held.index = makeRecentIndex(most)
  held.position = undefined
  held.since = beginningOf(held.tenant)
  held.own.clear()
}

/** Takes reports in batch by batch, while no other process does. */
async function takeNew(held: Held, most: number, isStopped: () => boolean): Promise<readonly string[]> {
  const { database, district, now } = held.tenant
  const grown = new Set<string>()
  let after: MatterId | undefined
  while (!isStopped()) {
    const until = instantOf(now() + lease)
    if (!(await store.holdIntake(database, district, { holder: held.holder, now: now(), until }))) break
    await catchUp(held, most, isStopped)
    const taken = await takeBatch(held, after)
    for (const { issue } of taken) grown.add(issue)
    if (taken.length < batch) break
    // The next batch begins where this one ended: what appears late below that is found by the next run.
    after = taken.at(-1)?.matter
  }
  return [...grown]
}

/** Reads what was taken in since, by this process in an earlier life or by another. */
async function catchUp(held: Held, most: number, isStopped: () => boolean): Promise<void> {
  const { tenant, index } = held
  const { database, district } = tenant
  held.position ??= await store.findReportStart(database, district, most)
  while (!isStopped()) {
    const reports = await store.listTakenReports(database, district, { after: held.position, limit: batch })
    for (const [number, report] of reports.entries()) {
      const isKnown = held.own.delete(report.matter)
      if (!isKnown) index.add(report.matter, incomingOf(packOf(tenant, report), report))
      held.position = report.position
      if (number % breath === 0) await nextTurn()
    }
    if (reports.length < batch) return
  }
}

/** @returns the reports that were taken in, in the order of their ids */
async function takeBatch(held: Held, after: MatterId | undefined): Promise<readonly PlacedReport[]> {
  const { tenant } = held
  const { database, district, now } = tenant
  const packs = tenant.packs.list().flatMap(({ manifest }) => (manifest.report ? [manifest.name] : []))
  const texts = await store.listNewReports(database, district, {
    packs,
    since: after ?? held.since,
    limit: batch,
  })
  if (texts.length < batch) held.since = instantOf(Math.max(held.since, now() - lateness))
  if (texts.length === 0) return []
  const reports: PlacedReport[] = []
  const links: MatterId[] = []
  const found = new Map<string, FoundIssue>()
  for (const [number, text] of texts.entries()) {
    const message = incomingOf(packOf(tenant, text), text)
    const { issue, near } = await placeReport(held, { text, message, found })
    reports.push({ matter: text.matter, issue, at: text.at, voice: voiceFor(tenant, text, message) })
    links.push(...near)
    if (number % breath === 0) await nextTurn()
  }
  await store.addReports(database, district, { reports, links })
  await store.hearReports(
    database,
    district,
    reports.map(({ matter }) => matter),
  )
  return reports
}

interface Placing {
  readonly text: ReportText
  readonly message: Incoming
  /** Issues of reports that were asked for in this batch. */
  readonly found: Map<string, FoundIssue>
}

/** Compares a report with the recent ones, and with those before it in its batch. */
async function placeReport(
  { tenant, index, own }: Held,
  { text, message, found }: Placing,
): Promise<{ readonly issue: string; readonly near: readonly MatterId[] }> {
  const neighbours = index.resembling(message, neighboursAsked)
  const unknown = neighbours.flatMap(({ id }) => (found.has(id) ? [] : [id]))
  if (unknown.length > 0) {
    const issues = await store.findIssues(tenant.database, tenant.district, unknown)
    for (const [matter, issue] of issues) found.set(matter, issue)
  }
  const known = neighbours.flatMap(({ id, likeness }) => {
    const known = found.get(id)
    const isNear = known !== undefined && !areApart(known, text, tenant.registry)
    return isNear ? [{ id, issue: issueAt(known, text.at), likeness }] : []
  })
  const issue = chooseIssue(known) ?? text.matter
  found.set(text.matter, {
    issue,
    foundIssue: issue,
    placedAt: undefined,
    place: text.place,
    area: text.area,
  })
  index.add(text.matter, message)
  own.add(text.matter)
  const near = known.flatMap((one) => (one.issue === issue ? [parseMatterId(one.id)] : []))
  return { issue, near }
}

/** A report follows what a person had decided when it came, so that gathering anew gives the same. */
function issueAt({ issue, foundIssue, placedAt }: FoundIssue, at: Instant): string {
  return placedAt !== undefined && at <= placedAt ? foundIssue : issue
}

function packOf({ packs }: Tenant, { procedure }: Pick<ReportText, 'procedure'>) {
  return packs.ofProcedure(procedure)
}

/**
 * Whose voice a report is: that of the person who reported it; of a report by nobody known that of its text, so that the same
 * words sent ten thousand times are one voice.
 */
function voiceFor(tenant: Tenant, { procedure, data }: ReportText, { texts }: Incoming): string {
  const name = packOf(tenant, { procedure })?.manifest.listing?.reporter ?? ''
  const reporter = ownVariables(data)[name]
  return typeof reporter === 'string' && reporter !== ''
    ? voiceOf(tenant.district, store.personSight(reporter))
    : `c${digest(identityOf(texts, ['title', 'body', 'place']))}`
}

/** The digest of a key of sight; statements of the store make the same. */
function voiceOf(district: number, sight: string): string {
  return `p${digest(`${district}${sight}`)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Requests that came meanwhile go first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
