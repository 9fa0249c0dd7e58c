import type { Language } from '@duibiao/base'
import type { Briefing as BriefingSchema } from '@duibiao/contract'
import type { SheetContent } from '@duibiao/sheet'
import { listStatisticDefinitions } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import { indicatorsOf } from './indicator-book.ts'
import { replyWorkbook } from './list-file.ts'
import type { Asking, Reply } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What a briefing says; print and workbook take their sentences from it. */
export type Briefing = Static<typeof BriefingSchema>

export type Words = Readonly<Record<Language, string>>

/** Names in a sentence beyond these are counted. */
const mostNamed = 30

/** Names one after another; of many the first, and how many there are. */
export function listNames(names: readonly string[], language: Language): string {
  const said = names.slice(0, mostNamed).join(language === 'zh' ? '、' : ', ')
  if (names.length <= mostNamed) return said
  return language === 'zh' ? `${said}等 ${names.length} 个` : `${said} and others, ${names.length} in all`
}

/** Where the numbers of an indicator come from, and on what law or standard it rests. */
export interface IndicatorSource {
  readonly name: Words | undefined
  readonly measure: string | undefined
  readonly source: string
  readonly basis: string | undefined
}

const sourceTexts = {
  computed: { zh: '由事项计算', en: 'counted from matters' },
  imported: { zh: '统计数据导入', en: 'imported statistics' },
  entered: { zh: '手工填报', en: 'entered by hand' },
} as const satisfies Readonly<Record<string, Words>>

/** Values of shares are parts of one, in tables and workbooks alike. */
const shareText: Words = { zh: '比例，1 即 100%', en: 'share, 1 is 100 %' }

/** What is known of indicators by their codes: of those computed from entries, and of imported ones. */
export async function readSources(
  tenant: Tenant,
  language: Language,
): Promise<(code: string) => IndicatorSource> {
  const computed = new Map(indicatorsOf(tenant).map(({ id, definition }) => [id, definition]))
  const stored = await listStatisticDefinitions(tenant.database, tenant.district)
  const imported = new Map(stored.map((one) => [one.indicator, one]))
  function told(kind: keyof typeof sourceTexts, of: string | undefined): string {
    const words = sourceTexts[kind][language]
    if (of === undefined) return words
    return language === 'zh' ? `${words}：${of}` : `${words}: ${of}`
  }
  return (code) => {
    const counted = computed.get(code)
    if (counted !== undefined) {
      return {
        name: counted.name,
        measure: counted.unit_of_measure === 'percent' ? shareText[language] : undefined,
        source: told('computed', counted.source[language]),
        basis: counted.basis?.[language],
      }
    }
    const found = imported.get(code)
    return {
      name: found?.name,
      measure: found?.measure,
      source: told(found === undefined ? 'entered' : 'imported', found?.source),
      basis: found?.basis,
    }
  }
}

const aboutTexts = {
  about: { zh: '说明', en: 'About' },
  item: { zh: '项目', en: 'Item' },
  content: { zh: '内容', en: 'Content' },
  title: { zh: '标题', en: 'Title' },
  said: { zh: '结论', en: 'What is said' },
  notes: { zh: '提示与缺数', en: 'Findings and missing data' },
  checks: { zh: '怎样核对', en: 'How to verify' },
  sources: { zh: '指标', en: 'Indicators' },
  code: { zh: '代码', en: 'Code' },
  name: { zh: '名称', en: 'Name' },
  measure: { zh: '单位', en: 'Unit' },
  better: { zh: '方向', en: 'Better' },
  higher: { zh: '越高越好', en: 'higher' },
  lower: { zh: '越低越好', en: 'lower' },
  weight: { zh: '权重', en: 'Weight' },
  source: { zh: '来源', en: 'Source' },
  basis: { zh: '依据', en: 'Basis' },
} as const satisfies Readonly<Record<string, Words>>

interface BriefingFile {
  /** Of the file, before its day. */
  readonly name: string
  /** Of what it is, for the audit. */
  readonly subject: string
  readonly briefing: Briefing
  /** The tables, after the sheet that says what they are. */
  readonly sheets: readonly SheetContent[]
  /** Rows of the largest table: many leave only after a fresh proof of who asks. */
  readonly rows: number
}

/** A briefing as a workbook: what it is about and says, its tables, and its indicators; the audit is told. */
export async function replyBriefing(
  asking: Pick<Asking, 'tenant' | 'caller' | 'origin' | 'request' | 'language'>,
  { name, subject, briefing, sheets, rows }: BriefingFile,
): Promise<Reply<Uint8Array>> {
  const { language } = asking
  const all = [aboutSheet(briefing, language), ...sheets, sourceSheet(briefing, language)]
  return replyWorkbook(asking, { name, subject, sheets: all, rows })
}

function aboutSheet({ title, facts, said, notes, checks }: Briefing, language: Language): SheetContent {
  const { about, item, content, ...texts } = aboutTexts
  return {
    name: about[language],
    columns: [
      { header: item[language], width: 24 },
      { header: content[language], width: 100, isWrapped: true },
    ],
    rows: [
      [texts.title[language], title],
      ...facts.map((fact) => [fact.name, fact.text]),
      ...said.map((line) => [texts.said[language], line]),
      ...notes.map((line) => [texts.notes[language], line]),
      ...checks.map((line) => [texts.checks[language], line]),
    ],
  }
}

function sourceSheet({ sources }: Briefing, language: Language): SheetContent {
  const { code, name, measure, better, weight, source, basis } = aboutTexts
  return {
    name: aboutTexts.sources[language],
    columns: [
      { header: code[language], width: 24 },
      { header: name[language], width: 30 },
      { header: measure[language] },
      { header: better[language] },
      { header: weight[language], format: 'share' },
      { header: source[language], width: 50 },
      { header: basis[language], width: 50 },
    ],
    rows: sources.map((one) => [
      one.indicator,
      one.name,
      one.measure,
      aboutTexts[one.better][language],
      one.weight,
      one.source,
      one.basis,
    ]),
  }
}

/** A line of the sources of a briefing. */
export function sourceLine(
  {
    code,
    better,
    name,
    weight,
  }: {
    readonly code: string
    readonly better: 'higher' | 'lower'
    readonly name: string
    readonly weight?: number | undefined
  },
  { measure, source, basis }: IndicatorSource,
): Briefing['sources'][number] {
  return { indicator: code, name, better, source, ...defined({ measure, weight, basis }) }
}
