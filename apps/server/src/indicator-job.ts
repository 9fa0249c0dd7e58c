import { recordOf } from '@duibiao/packfile'
import {
  beginCounting,
  buildFormulas,
  countChanges,
  followFormulas,
  isFollowed,
  listFormulas,
  officeSight,
  readCountProgress,
} from '@duibiao/store'
import type { CountedCase, CountedMatter, Database, IndicatorFormula, OpenFormula } from '@duibiao/store'
import { indicatorsOf, monthAt, openFrom } from './indicator-book.ts'
import type { PackIndicator } from './indicator-book.ts'
import type { Job } from './job.ts'
import { ownVariables } from './matter-description.ts'
import { makeSettledEdge } from './settled-edge.ts'
import type { Tenant } from './tenant.ts'

const interval = 1000

/** How counting goes on beside requests. */
export interface CountingPace {
  /** Entries that one transaction takes: the embedded database answers nobody else meanwhile. */
  readonly entriesAtOnce: number
  /** Matters that one transaction takes. */
  readonly mattersAtOnce: number
  /** For so long a run goes on, milliseconds; the rest of each second is that of requests. */
  readonly share: number
}

/** A server of its own answers others while it counts; then only the thread of the service is shared with requests. */
const paces: Readonly<Record<Database['kind'], CountingPace>> = {
  embedded: { entriesAtOnce: 50, mattersAtOnce: 10, share: 50 },
  postgres: { entriesAtOnce: 50, mattersAtOnce: 50, share: 250 },
}

/**
 * Counts indicators after each change: every entry that is new has its matter counted again. Formulas that are new are counted over
 * all matters of their pack, in small steps behind the requests, some in each run.
 * @param database its statements may take as long as those of reports
 */
export function makeIndicatorJob(
  tenant: Tenant,
  database: Database,
  pace: CountingPace = paces[database.kind],
): Job {
  const { district } = tenant
  const findEdge = makeSettledEdge({ database, district })
  return {
    name: 'indicators',
    district,
    interval,
    async run(isStopped) {
      const { settled } = await findEdge()
      if (settled === undefined) return
      const progress = await readCountProgress(database, district)
      if (progress === undefined) await beginCounting(database, district, settled)
      const formulas = await followed(tenant, database)
      // To take the turn is a write, which a district where nothing happens is spared.
      if ((progress ?? settled) < settled)
        await countNew(tenant, database, { formulas, settled, isStopped, pace })
      await buildSome(tenant, database, { formulas, isStopped, pace })
    },
  }
}

interface CountingTurn {
  readonly pace: CountingPace
  readonly formulas: readonly IndicatorFormula[]
  readonly isStopped: () => boolean
}

/** Counts what changed up to a position; nothing at or below it can appear any more. */
async function countNew(
  tenant: Tenant,
  database: Database,
  { formulas, settled, isStopped, pace }: CountingTurn & { readonly settled: number },
): Promise<void> {
  const work = { formulas: openFormulas(tenant, formulas), count: counterOf(tenant, formulas) }
  while (!isStopped()) {
    const turn = { ...work, now: tenant.now(), settled, limit: pace.entriesAtOnce }
    if (!(await countChanges(database, tenant.district, turn))) return
  }
}

/** Goes on with formulas that are being built, for a while. */
async function buildSome(
  tenant: Tenant,
  database: Database,
  { formulas, isStopped, pace }: CountingTurn,
): Promise<void> {
  const building = formulas.filter(({ builtAt }) => builtAt === undefined)
  const until = tenant.now() + pace.share
  function isOver(): boolean {
    return isStopped() || tenant.now() > until
  }
  for (const [pack, own] of Map.groupBy(building, (one) => one.pack)) {
    await build(tenant, database, { pack, formulas: own, isStopped: isOver, pace })
  }
}

/** The formulas of the packs as they are now; others are given up. */
async function followed(tenant: Tenant, database: Database): Promise<readonly IndicatorFormula[]> {
  const { district } = tenant
  const wanted = indicatorsOf(tenant).map(({ id, version, pack }) => ({
    indicator: id,
    version,
    pack: pack.manifest.name,
  }))
  const known = await listFormulas(database, district)
  if (isFollowed(known, wanted)) return known.filter(({ isCurrent }) => isCurrent)
  await followFormulas(database, district, { wanted, now: tenant.now() })
  return (await listFormulas(database, district)).filter(({ isCurrent }) => isCurrent)
}

async function build(
  tenant: Tenant,
  database: Database,
  { pack, formulas, isStopped, pace: { mattersAtOnce } }: CountingTurn & { readonly pack: string },
): Promise<void> {
  const count = counterOf(tenant, formulas)
  const byFormula = definitionsOf(tenant, formulas)
  const now = tenant.now()
  const months = formulas.map(({ formula }) =>
    openFrom(byFormula.get(formula)?.definition.cut_off_days ?? 0, now, tenant.calendar()),
  )
  while (!isStopped()) {
    const work = { pack, formulas, openFrom: months, count, now: tenant.now(), limit: mattersAtOnce }
    if ((await buildFormulas(database, tenant.district, work)) < mattersAtOnce) return
  }
}

function definitionsOf(
  tenant: Tenant,
  formulas: readonly IndicatorFormula[],
): ReadonlyMap<number, PackIndicator> {
  const indicators = new Map(indicatorsOf(tenant).map((one) => [one.id, one]))
  return new Map(
    formulas.flatMap(({ formula, indicator, version }) => {
      const found = indicators.get(indicator)
      return found?.version === version ? [[formula, found] as const] : []
    }),
  )
}

/** While a formula is being built nothing was told by it that could be revised. */
function openFormulas(tenant: Tenant, formulas: readonly IndicatorFormula[]): readonly OpenFormula[] {
  const definitions = definitionsOf(tenant, formulas)
  const now = tenant.now()
  return formulas.flatMap(({ formula, pack, builtAt }) => {
    const definition = definitions.get(formula)?.definition
    if (definition === undefined) return []
    const month = openFrom(definition.cut_off_days, now, tenant.calendar())
    return [{ formula, pack, openFrom: builtAt === undefined ? undefined : month }]
  })
}

function counterOf(tenant: Tenant, formulas: readonly IndicatorFormula[]) {
  const definitions = definitionsOf(tenant, formulas)
  const calendar = tenant.calendar()
  return (matter: CountedMatter, wanted: readonly OpenFormula[]): readonly CountedCase[] => {
    const record = recordOf({ ...matter, data: ownVariables(matter.data) })
    const units = unitsOf(matter)
    return wanted.flatMap(({ formula }) => {
      const found = definitions.get(formula)?.count(record, matter)
      return found === undefined ? [] : [{ ...found, formula, month: monthAt(found.at, calendar), units }]
    })
  }
}

/** Whose numbers a matter counts in: the areas it lies in, as they stood when it came, and the office that leads. */
function unitsOf({ sights, office }: CountedMatter): readonly string[] {
  const areas = sights.filter((key) => key.startsWith('a:'))
  const isOffice = office !== undefined && !/\s/.test(office)
  return ['d', ...areas, ...(isOffice ? [officeSight(office)] : [])]
}
