import type { LegalDate } from '@duibiao/base'
import { writeCsv } from '@duibiao/sheet'
import { makeChance } from '../simulation/chance.ts'
import { choiceOf, field, hasField, listOf, nameOf, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** The city that Minghu lies in, as its yearbook tells of it. All of it is made up. */
export interface WrittenCity {
  readonly name: string
  readonly source: string
  /** How many the yearbook goes back. */
  readonly years: number
  readonly places: readonly CityPlace[]
  /** The place and the year, counted from 0, whose row bears a mark behind its name. */
  readonly marked: { readonly code: string; readonly year: number }
  readonly characteristics: readonly Characteristic[]
  readonly indicators: readonly JudgedIndicator[]
}

interface CityPlace {
  readonly code: string
  readonly name: Name
  /** Its name in the first half of the years. */
  readonly former: string | undefined
  readonly likeness: Readonly<Record<Likeness, number>>
  readonly level: number
  readonly pace: number
}

const likenesses = ['people', 'ground', 'grp', 'elderly'] as const
type Likeness = (typeof likenesses)[number]

interface Column {
  readonly code: string
  readonly name: Name
  readonly measure: string
  readonly decimals: number
}

interface Characteristic extends Column {
  readonly from: Likeness
  /** Of a year, as a share. */
  readonly growth: number
}

interface JudgedIndicator extends Column {
  readonly direction: 'more' | 'less'
  readonly typical: number
  readonly spread: number
  readonly pace: number
  readonly noise: number
  readonly most: number
}

export function readCity(written: Written): WrittenCity {
  const marked = field(written, 'marked')
  return {
    name: textOf(field(written, 'name')),
    source: textOf(field(written, 'source')),
    years: numberOf(field(written, 'years')),
    places: listOf(field(written, 'places'), readPlace),
    marked: { code: textOf(field(marked, 'code')), year: numberOf(field(marked, 'year')) },
    characteristics: listOf(field(written, 'characteristics'), (one) => ({
      ...readColumn(one),
      from: choiceOf(field(one, 'from'), likenesses),
      growth: numberOf(field(one, 'growth')),
    })),
    indicators: listOf(field(written, 'indicators'), (one) => ({
      ...readColumn(one),
      direction: choiceOf(field(one, 'direction'), ['more', 'less']),
      typical: numberOf(field(one, 'typical')),
      spread: numberOf(field(one, 'spread')),
      pace: numberOf(field(one, 'pace')),
      noise: numberOf(field(one, 'noise')),
      most: numberOf(field(one, 'most')),
    })),
  }
}

function readPlace(written: Written): CityPlace {
  return {
    code: textOf(field(written, 'code')),
    name: nameOf(written),
    former: hasField(written, 'former') ? textOf(field(written, 'former')) : undefined,
    likeness: {
      people: numberOf(field(written, 'people')),
      ground: numberOf(field(written, 'ground')),
      grp: numberOf(field(written, 'grp')),
      elderly: numberOf(field(written, 'elderly')),
    },
    level: numberOf(field(written, 'level')),
    pace: numberOf(field(written, 'pace')),
  }
}

function readColumn(written: Written): Column {
  return {
    code: textOf(field(written, 'code')),
    name: nameOf(written),
    measure: textOf(field(written, 'measure')),
    decimals: numberOf(field(written, 'decimals')),
  }
}

/** A file by its name and its text. */
interface CityFile {
  readonly name: string
  readonly text: string
}

/** What an analyst of the district brings in: the list of divisions, the plan of the yearbook, and its table. */
export interface CityFiles {
  readonly divisions: CityFile
  readonly plan: CityFile
  readonly table: CityFile
}

/** Writes the yearbook of the city up to the year before a day; the same seed and day give the same bytes. */
export async function writeCityFiles(
  city: WrittenCity,
  { seed, from }: { readonly seed: number; readonly from: LegalDate },
): Promise<CityFiles> {
  const last = Number(from.slice(0, 4)) - 1
  const first = last - city.years + 1
  const renamed = first + Math.ceil(city.years / 2)
  return {
    divisions: {
      name: `${city.name}行政区划名录（虚构）.csv`,
      text: await writeRows([
        ['代码', '名称', '上级', '起始年', '终止年', '后继代码'],
        ...city.places.flatMap((place) => divisionRows(place, { city: city.name, renamed })),
      ]),
    },
    plan: { name: `${city.name}统计资料导入设置.yaml`, text: planText(city) },
    table: {
      name: `${city.name}统计资料 ${first}–${last}（虚构）.csv`,
      text: await writeRows(tableRows(city, { seed, first, renamed })),
    },
  }
}

async function writeRows(rows: readonly (readonly string[])[]): Promise<string> {
  const [head = [], ...body] = rows
  let text = ''
  for await (const line of writeCsv(head, body)) text += line
  return text
}

function divisionRows(
  { code, name, former }: CityPlace,
  { city, renamed }: { readonly city: string; readonly renamed: number },
): readonly (readonly string[])[] {
  if (former === undefined) return [[code, name.zh, city, '', '', '']]
  return [
    [code, former, city, '', String(renamed - 1), ''],
    [code, name.zh, city, String(renamed), '', ''],
  ]
}

function planText({ source, characteristics, indicators }: WrittenCity): string {
  const columns = [
    ...characteristics.map((one) => ({ ...one, direction: 'none', most: undefined })),
    ...indicators,
  ]
  return [
    '# 为演示编写：列名、计量单位和方向。所有地名和数字都是虚构的。',
    'nameHeader: 地区',
    'yearHeader: 年份',
    `source: ${source}`,
    'indicators:',
    ...columns.flatMap(({ code, name, measure, direction, most }) => [
      `  - code: ${code}`,
      `    headers: [${name.zh}]`,
      `    name: { zh: ${name.zh}, en: ${name.en} }`,
      `    measure: '${measure}'`,
      `    direction: ${direction}`,
      '    least: 0',
      ...(most === undefined ? [] : [`    most: ${most}`]),
    ]),
    '',
  ].join('\n')
}

function tableRows(
  city: WrittenCity,
  { seed, first, renamed }: { readonly seed: number; readonly first: number; readonly renamed: number },
): readonly (readonly string[])[] {
  const { places, characteristics, indicators, marked } = city
  const columns = [...characteristics, ...indicators]
  const head = ['地区', '年份', ...columns.map(({ name }) => name.zh)]
  const measures = ['单位', '', ...columns.map(({ measure }) => measure)]
  const rows = Array.from({ length: city.years }, (_, step) =>
    places.map((place) => {
      const { code, name, former } = place
      const called = former !== undefined && first + step < renamed ? former : name.zh
      const mark = code === marked.code && step === marked.year ? '1' : ''
      return [
        `${called}${mark}`,
        String(first + step),
        ...characteristics.map((one) => likenessOf(place, one, step).toFixed(one.decimals)),
        ...indicators.map((one) => valueOf(place, one, { seed, step }).toFixed(one.decimals)),
      ]
    }),
  )
  return [head, measures, ...rows.flat()]
}

function likenessOf({ likeness }: CityPlace, { from, growth }: Characteristic, step: number): number {
  return likeness[from] * (1 + growth) ** step
}

function valueOf(
  { code, level, pace: ownPace }: CityPlace,
  { code: indicator, direction, typical, spread, pace, noise, most }: JudgedIndicator,
  { seed, step }: { readonly seed: number; readonly step: number },
): number {
  const own = makeChance(seed, 'city', code, indicator)
  const better =
    spread * (0.6 * level + own.between(-0.8, 0.8)) + pace * ownPace * own.between(0.6, 1.4) * step
  const sway = makeChance(seed, 'city', code, indicator, step).between(-noise, noise)
  const value = typical + (direction === 'more' ? better : -better) + sway
  return Math.min(most, Math.max(0, value))
}
