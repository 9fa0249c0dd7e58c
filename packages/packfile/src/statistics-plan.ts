import type { Finding } from '@duibiao/base'
import type { StatisticsIndicator, StatisticsPlan } from '@duibiao/measures'
import { codeFormSchema } from './code-form.ts'
import type { CodeForm } from './code-form.ts'
import { faultAt } from './pack-fault.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, readYaml } from './pack-yaml.ts'

const text = { type: 'string', minLength: 1, maxLength: 200 } as const
const year = { type: 'integer', minimum: 1900, maximum: 2200 } as const

/** Columns of a list of units by their headers. */
export type UnitColumns = {
  readonly code: string
  readonly name: string
  readonly parents: readonly string[]
  readonly from: string
  readonly to: string
  readonly successors: string
  /** What codes of units look like; rows with other codes are passed over. */
  readonly codes?: CodeForm
}

/** What a plan says of an indicator beyond how it is read; a district keeps it with the values. */
export type IndicatorDraft = {
  readonly code: string
  /** Line of the plan. */
  readonly line: number
  readonly name?: { readonly zh: string; readonly en: string }
  readonly measure?: string
  readonly direction?: 'more' | 'less' | 'none'
  /** Its own, or that of the plan. */
  readonly source?: string
  readonly basis?: string
}

/** A plan by which tables of statistics are read, and the list of units beside it. */
export type StatisticsPlanRead = {
  readonly plan: StatisticsPlan | undefined
  readonly drafts: readonly IndicatorDraft[]
  readonly units: UnitColumns
  readonly findings: readonly Finding[]
}

/** Headers of a list of units where no plan names others. */
export const plainUnitColumns: UnitColumns = {
  code: '代码',
  name: '名称',
  parents: ['上级'],
  from: '起始年',
  to: '终止年',
  successors: '后继代码',
}

const validate = compileSchema({
  type: 'object',
  properties: {
    nameHeader: text,
    parentHeader: text,
    codeHeader: text,
    yearHeader: text,
    year,
    source: text,
    basis: text,
    indicators: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          code: text,
          headers: { type: 'array', items: text, minItems: 1 },
          measure: text,
          least: { type: 'number' },
          most: { type: 'number' },
          name: {
            type: 'object',
            properties: { zh: text, en: text },
            required: ['zh', 'en'],
            additionalProperties: false,
          },
          direction: { enum: ['more', 'less', 'none'] },
          source: text,
          basis: text,
        },
        required: ['code'],
        additionalProperties: false,
      },
    },
    wholes: {
      type: 'array',
      items: {
        type: 'object',
        properties: { part: text, whole: text },
        required: ['part', 'whole'],
        additionalProperties: false,
      },
    },
    units: {
      type: 'object',
      properties: {
        code: text,
        name: text,
        parents: { type: 'array', items: text },
        from: text,
        to: text,
        successors: text,
        codes: codeFormSchema,
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
})

type Told = Pick<IndicatorDraft, 'name' | 'direction' | 'source' | 'basis'>
type Document = Omit<StatisticsPlan, 'indicators'> &
  Pick<Told, 'source' | 'basis'> & {
    readonly units?: Partial<UnitColumns>
    readonly indicators?: readonly (StatisticsIndicator & Told)[]
  }

/** Reads a plan from YAML or JSON, strictly: every fault is told with its line. */
export function readStatisticsPlan(bytes: Uint8Array, name: string): StatisticsPlanRead {
  const read = readYaml(bytes, name)
  const findings = [...read.findings, ...checkAgainst(validate, read, 'plan_malformed')]
  if (findings.length > 0 || read.value === undefined)
    return { plan: undefined, drafts: [], units: plainUnitColumns, findings }
  // The schema has let it through.
  const document = read.value as unknown as Document
  const { units, source: _source, basis: _basis, indicators, ...rest } = document
  const plan: StatisticsPlan = {
    ...rest,
    ...(indicators !== undefined && { indicators: indicators.map(readingOf) }),
  }
  const drafts = (indicators ?? []).map((one, at) => draftOf(one, document, lineOf(at)))
  const faults = findDoubles(plan).map(([pointer, code]) =>
    faultAt({ file: name, line: lineAt(read, pointer) }, 'plan_malformed', [
      `指标或列名“${code}”用了两次`,
      `the code or header "${code}" is used twice`,
    ]),
  )
  const unknown = (plan.wholes ?? []).flatMap((pair, at) =>
    [pair.part, pair.whole]
      .filter((code) => plan.indicators?.every((one) => one.code !== code) === true)
      .map((code) =>
        faultAt({ file: name, line: lineAt(read, `/wholes/${String(at)}`) }, 'plan_malformed', [
          `没有指标“${code}”`,
          `there is no indicator "${code}"`,
        ]),
      ),
  )
  const all = [...faults, ...unknown]
  return {
    plan: all.length > 0 ? undefined : plan,
    drafts,
    units: { ...plainUnitColumns, ...units },
    findings: all,
  }

  function lineOf(at: number): number {
    return lineAt(read, `/indicators/${String(at)}`)
  }
}

/** An indicator as tables are read by it. */
function readingOf({
  name: _name,
  direction: _direction,
  source: _source,
  basis: _basis,
  ...reading
}: StatisticsIndicator & Told): StatisticsIndicator {
  return reading
}

function draftOf(
  { code, name, measure, direction, ...own }: StatisticsIndicator & Told,
  whole: Pick<Told, 'source' | 'basis'>,
  line: number,
): IndicatorDraft {
  const { source = whole.source, basis = whole.basis } = own
  return {
    code,
    line,
    ...(name !== undefined && { name }),
    ...(measure !== undefined && { measure }),
    ...(direction !== undefined && { direction }),
    ...(source !== undefined && { source }),
    ...(basis !== undefined && { basis }),
  }
}

/** Codes and headers that would make a column mean two things. */
function findDoubles({ indicators = [] }: StatisticsPlan): readonly (readonly [string, string])[] {
  const seen = new Set<string>()
  return indicators.flatMap(({ code, headers = [] }, at) =>
    [...new Set([code, ...headers])].flatMap((name): readonly (readonly [string, string])[] => {
      const isDouble = seen.has(name)
      seen.add(name)
      return isDouble ? [[`/indicators/${String(at)}`, name]] : []
    }),
  )
}
