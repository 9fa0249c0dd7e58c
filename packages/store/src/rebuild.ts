import type { DistrictId } from '@duibiao/base'
import { assert } from '@duibiao/base'
import type { FindProcedure } from '@duibiao/kernel'
import type { Bundle } from './bundle.ts'
import { boundStatement, lockSealingStatement } from './checkpoint.ts'
import type { Database, Queryable, Statement } from './database.ts'
import { forgetReports } from './hot-report.ts'
import { forgetIndicators } from './indicator-count.ts'
import { beginFold, finishFold, foldEntry } from './rebuild-fold.ts'
import type { Broken, Fold, FoldRow } from './rebuild-fold.ts'
import type { DescribeMatter } from './listing.ts'
import { queueAllForSearch } from './one-search.ts'
import { projections, replaceStatement, stageStatement } from './rebuild-statement.ts'
import type { Projection } from './rebuild-statement.ts'
import { gatherParameters } from './transition-parameter.ts'

/** What a rebuild found and did. */
export interface RebuildReport {
  readonly entries: number
  readonly matters: number
  /** Rows that were not as the entries say, by table; they are now. */
  readonly corrected: { readonly [table in Projection]: number }
  /** Matters whose entries do not follow one another; their rows were left as they are. */
  readonly broken: readonly Broken[]
}

export interface RebuildSetting {
  readonly district: DistrictId
  readonly find: FindProcedure
  /** As the engine has it. */
  readonly describe?: DescribeMatter
  /** Told the entries read so far. */
  readonly onProgress?: (entries: number) => void
}

/**
 * Makes every projection of a district anew from its entries, beside the old ones, which stay readable and go on being
 * written. At the end writers wait for a moment; what was written meanwhile is made up for, and rows that differ are
 * replaced, all in one transaction.
 */
export async function rebuild(database: Database, setting: RebuildSetting): Promise<RebuildReport> {
  const { district } = setting
  const work: Work = { ...setting, entries: 0, matters: 0, broken: [] }
  await database.execute(clearStatement, [district])
  const [row] = await database.query<{ readonly bound: number | null }>(boundStatement, [district])
  await stageAll(database, work)
  return database.transaction(async (transaction) => {
    await transaction.query(lockSealingStatement, [district])
    await stageLate(transaction, work, row?.bound ?? 0)
    await transaction.execute(keepHeldStatement, [district])
    const corrected = await replaceRows(transaction, district)
    // What is gathered from these rows is gathered anew by the service.
    await forgetReports(transaction, district)
    await forgetIndicators(transaction, district)
    await transaction.execute(clearStatement, [district])
    await queueAllForSearch(transaction, district)
    const { entries, matters, broken } = work
    return { entries, matters, corrected, broken }
  })
}

interface Work extends RebuildSetting {
  entries: number
  matters: number
  readonly broken: Broken[]
}

const pageSize = 4_000

/** Folds the entries of the district matter by matter; the next page is fetched while this one is folded. */
async function stageAll(database: Database, work: Work): Promise<void> {
  let open: Fold | undefined
  let page = readPage(database, work.district, undefined)
  for (;;) {
    const rows = await page
    const last = rows.at(-1)
    if (last !== undefined && rows.length === pageSize) {
      page = readPage(database, work.district, last)
      // Its failure is met when it is awaited.
      page.catch(() => {})
    }
    const done: Bundle[] = []
    open = foldPage(work, { rows, open, done })
    if (rows.length < pageSize && open !== undefined) done.push(finishFold(open, work.describe))
    await stage(database, work, done)
    work.onProgress?.(work.entries)
    if (rows.length < pageSize) return
  }
}

/** Folds the matters again that were written to since their entries were read. */
async function stageLate(transaction: Queryable, work: Work, bound: number): Promise<void> {
  const { district } = work
  const late = await transaction.query<{ readonly matter_id: string }>(lateStatement, [district, bound])
  const matters = late.map((row) => row.matter_id)
  if (matters.length === 0) return
  for (const projection of projections) {
    await transaction.execute(
      `delete from rebuilt.${projection} where district_id = $1 and matter_id = any($2::uuid[])`,
      [district, matters],
    )
  }
  for (let from = 0; from < matters.length; from += 500) {
    const rows = await transaction.query<FoldRow>(someStatement, [district, matters.slice(from, from + 500)])
    const done: Bundle[] = []
    const open = foldPage(work, { rows, open: undefined, done })
    if (open !== undefined) done.push(finishFold(open, work.describe))
    await stage(transaction, work, done)
  }
}

function foldPage(
  work: Work,
  {
    rows,
    open,
    done,
  }: { readonly rows: readonly FoldRow[]; readonly open: Fold | undefined; readonly done: Bundle[] },
): Fold | undefined {
  let fold = open
  let broken = work.broken.at(-1)?.matter
  for (const row of rows) {
    work.entries += 1
    if (row.matter_id === broken) continue
    if (fold?.bundle.matter !== row.matter_id) {
      if (fold !== undefined) done.push(finishFold(fold, work.describe))
      fold = beginFold(row)
    }
    const fault = foldEntry(fold, row, work.find)
    if (fault === undefined) continue
    work.broken.push(fault)
    broken = row.matter_id
    fold = undefined
  }
  return fold
}

async function stage(queryable: Queryable, work: Work, bundles: readonly Bundle[]): Promise<void> {
  work.matters += bundles.length
  // Smaller statements keep memory flat; more rows at once are not faster.
  for (let from = 0; from < bundles.length; from += 1_000) {
    const { names, form, parameters } = gatherParameters(work.district, bundles.slice(from, from + 1_000))
    await queryable.execute(stageStatement(names, form), parameters)
  }
}

async function replaceRows(
  transaction: Queryable,
  district: DistrictId,
): Promise<RebuildReport['corrected']> {
  const counts = new Map<Projection, number>()
  for (const projection of projections) {
    const [row] = await transaction.query<{ readonly rows: number }>(replaceStatement(projection), [district])
    counts.set(projection, row?.rows ?? 0)
  }
  return {
    matter: counts.get('matter') ?? 0,
    matter_data: counts.get('matter_data') ?? 0,
    task: counts.get('task') ?? 0,
    timer: counts.get('timer') ?? 0,
    clock: counts.get('clock') ?? 0,
    subscription: counts.get('subscription') ?? 0,
    matter_listing: counts.get('matter_listing') ?? 0,
    matter_sight: counts.get('matter_sight') ?? 0,
  }
}

async function readPage(
  queryable: Queryable,
  district: DistrictId,
  after: FoldRow | undefined,
): Promise<readonly FoldRow[]> {
  assert(after === undefined || after.seq > 0, 'entries are counted from 1')
  const parameters = [
    district,
    after?.matter_id ?? '00000000-0000-0000-0000-000000000000',
    after?.seq ?? 0,
    pageSize,
  ]
  return queryable.query<FoldRow>(pageStatement, parameters)
}

/** As few columns as will do: reading them is most of the work. */
const foldColumns = `entry.matter_id, entry.seq, entry.recorded_at, entry.body, encode(entry.hash, 'hex') as hash`

export const pageStatement: Statement = {
  name: 'read_rebuild_page',
  text: `select ${foldColumns}
from every_entry as entry
where entry.district_id = $1
  and (entry.matter_id, entry.seq) > ($2::uuid, $3::int)
order by entry.matter_id, entry.seq
limit $4`,
}

export const someStatement: Statement = {
  name: 'read_rebuild_some',
  text: `select ${foldColumns}
from every_entry as entry
where entry.district_id = $1
  and entry.matter_id = any($2::uuid[])
order by entry.matter_id, entry.seq`,
}

export const lateStatement: Statement = {
  name: 'find_rebuild_late',
  text: `select distinct matter_id
from entry
where district_id = $1
  and position > $2`,
}

/** A timer that an incident holds stays held. */
export const keepHeldStatement: Statement = {
  name: 'keep_held_timers',
  text: `update rebuilt.timer
set held_by = 'incident'
from incident
where timer.district_id = $1
  and incident.district_id = $1
  and incident.matter_id = timer.matter_id
  and incident.source = 'timer:' || timer.timer_id`,
}

export const clearStatement: Statement = {
  name: 'clear_rebuilt',
  text: `with ${projections
    .map(
      (projection) =>
        `${projection}_cleared as (\n  delete from rebuilt.${projection}\n  where district_id = $1\n)`,
    )
    .join(',\n')}
select 1 as done`,
}
