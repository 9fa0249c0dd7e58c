import type { BodyOf, runRanking } from '@duibiao/contract'
import { AppError } from '@duibiao/base'
import { observeRecipe } from './observation-table.ts'
import type { FactTable, ObservationTable } from './ranking-table.ts'
import { textOf } from './ranking-text.ts'
import type { RankingOrder } from './ranking-work.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { isSheet } from './recipe-rule.ts'
import type { AnyContent, Content, SheetContent } from './recipe-rule.ts'
import type { Tenant } from './tenant.ts'

type Source = BodyOf<typeof runRanking>['source']

/** What was found of a source; nothing where a fault keeps it from being ranked. */
interface Gathered {
  readonly found: Found | undefined
  readonly faults: readonly RecipeFault[]
}

/** What is to be ranked, and how much of it there is. */
export interface Found {
  readonly order: RankingOrder
  readonly units: ObservationTable['units'] | FactTable['units']
  readonly cells: number
}

/** What is to be ranked, from wherever it comes. @throws AppError `resource_missing`, `ranking_damaged` */
export function gatherSource(tenant: Tenant, content: AnyContent, source: Source): Promise<Gathered> {
  return isSheet(content) ? gatherFacts(tenant, content, source) : gather(tenant, content, source)
}

async function gather(tenant: Tenant, content: Content, source: Source): Promise<Gathered> {
  switch (source.kind) {
    case 'entered':
      return { found: foundOf(content, source.table), faults: [] }
    case 'kept': {
      const text = await inputOf(tenant, source.input, '{"indicators":')
      // What is kept was written as a table.
      return { found: foundOf(content, JSON.parse(text), text), faults: [] }
    }
    case 'observed': {
      const { table, faults } = await observeRecipe(tenant, content, source)
      return { found: table && foundOf(content, table), faults }
    }
    case 'facts':
      return { found: undefined, faults: [unlikeFault] }
  }
}

function foundOf(content: Content, table: ObservationTable, text?: string): Found {
  const { units, indicators } = table
  return {
    order: { content, observations: text ?? table },
    units,
    cells: units.length * indicators.length,
  }
}

/** The same for a mark sheet. */
async function gatherFacts(tenant: Tenant, sheet: SheetContent, source: Source): Promise<Gathered> {
  switch (source.kind) {
    case 'facts':
      return { found: foundFacts(sheet, source.table), faults: [] }
    case 'kept': {
      const text = await inputOf(tenant, source.input, '{"entries":')
      // What is kept was written as a table.
      return { found: foundFacts(sheet, JSON.parse(text), text), faults: [] }
    }
    case 'entered':
    case 'observed':
      return { found: undefined, faults: [unlikeFault] }
  }
}

/** Each fact is a cell. */
function foundFacts(sheet: SheetContent, table: FactTable, text?: string): Found {
  const facts = [...table.units, ...table.entries].map((one) => Object.keys(one.facts).length)
  return {
    order: { sheet, facts: text ?? table },
    units: table.units,
    cells: facts.reduce((sum, count) => sum + count, table.units.length * sheet.items.length),
  }
}

const unlikeFault = recipeError('/source', 'source_unlike', {
  zh: '计分表须用单位和条目的事实（facts）；指标方案须用指标数据',
  en: 'a mark sheet takes facts of units and entries (facts), a recipe of indicators takes their values',
})

/** A table that was ranked before. @throws AppError `resource_missing` also for a text that is none, or one of another form */
async function inputOf(tenant: Tenant, digest: string, beginning: string): Promise<string> {
  const text = await textOf(tenant, digest)
  if (!text.startsWith(beginning)) throw new AppError('resource_missing')
  return text
}
