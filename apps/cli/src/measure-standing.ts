import type { Standing, StandingList } from '@duibiao/measures'
import type { Text } from './language.ts'
import { figure } from './measure-run.ts'
import type { MeasureWork } from './measure-run.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

/** Places by cases, with interval, funnel and what speaks against naming a unit. */
export function tellStandings(
  list: StandingList,
  { nameOf }: MeasureWork,
  { terminal, say, language }: Session,
): void {
  const { group, rank, unit, name, value, low, high, cases, funnel, flags } = texts
  const head = [group, rank, unit, name, value, low, high, cases, funnel, flags].map((text) => say(text))
  const rows = list.standings.map((one) => [
    one.group,
    String(one.rank),
    one.name,
    nameOf(one.name),
    figure(one.interval.value),
    figure(one.interval.lower),
    figure(one.interval.upper),
    figure(one.cases),
    say(classTexts[one.funnel]),
    one.flags.map((flag) => say(flagTexts[flag])).join(language === 'zh' ? '；' : ', '),
  ])
  terminal.print('')
  for (const line of formatTable(head, rows)) terminal.print(line)
  terminal.print(say(texts.caution))
  for (const code of list.withoutCases)
    terminal.print(say(texts.withoutCases, { unit: code, name: nameOf(code) }))
  for (const { name: code, fault } of list.faults)
    terminal.print(say(texts.fault, { unit: code, name: nameOf(code), fault: say(faultTexts[fault]) }))
  for (const { group: own, atCeiling, units } of list.ceilings)
    terminal.print(say(texts.ceiling, { group: own, atCeiling, units }))
}

/** The same for programs. */
export function standingsJson(list: StandingList, { nameOf }: MeasureWork) {
  return {
    standings: list.standings.map((one) => ({
      unit: one.name,
      name: nameOf(one.name),
      group: one.group,
      rank: one.rank,
      tied: one.tied,
      cases: one.cases,
      interval: one.interval,
      shrunk: one.shrunk,
      funnel: one.funnel,
      differs_from_better: one.differsFromBetter ?? null,
      differs_from_worse: one.differsFromWorse ?? null,
      flags: one.flags,
      may_be_named: one.mayBeNamed,
    })),
    without_cases: list.withoutCases,
    faults: list.faults.map(({ name, fault }) => ({ unit: name, fault })),
    ceilings: list.ceilings.map(({ group, atCeiling, units }) => ({ group, at_ceiling: atCeiling, units })),
  }
}

const classTexts = {
  low_outer: { zh: '低于 99.8% 界限', en: 'below 99.8 %' },
  low_inner: { zh: '低于 95% 界限', en: 'below 95 %' },
  inside: { zh: '界限内', en: 'inside' },
  high_inner: { zh: '高于 95% 界限', en: 'above 95 %' },
  high_outer: { zh: '高于 99.8% 界限', en: 'above 99.8 %' },
} as const satisfies Readonly<Record<Standing['funnel'], Text>>

const flagTexts = {
  few_cases: { zh: '件数少', en: 'few cases' },
  inside_limits: { zh: '在界限内', en: 'inside the limits' },
  same_as_neighbour: { zh: '与相邻位次无差别', en: 'no different from a neighbour' },
  tied: { zh: '并列', en: 'tied' },
  at_ceiling: { zh: '已到顶', en: 'at the ceiling' },
} as const satisfies Readonly<Record<Standing['flags'][number], Text>>

const faultTexts = {
  no_cases: { zh: '没有件数', en: 'no cases' },
  denominator_zero: { zh: '分母为零', en: 'the denominator is zero' },
  denominator_negative: { zh: '分母为负', en: 'the denominator is negative' },
  numerator_negative: { zh: '分子为负', en: 'the numerator is negative' },
  numerator_above_denominator: { zh: '分子大于分母', en: 'the numerator is above the denominator' },
  not_finite: { zh: '缺少数值', en: 'a number is missing' },
} as const satisfies Readonly<Record<StandingList['faults'][number]['fault'], Text>>

const texts = {
  group: { zh: '组', en: 'group' },
  rank: { zh: '位次', en: 'rank' },
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  value: { zh: '数值', en: 'value' },
  low: { zh: '下限', en: 'low' },
  high: { zh: '上限', en: 'high' },
  cases: { zh: '件数', en: 'cases' },
  funnel: { zh: '漏斗界限', en: 'funnel' },
  flags: { zh: '须一并说明', en: 'to be said beside it' },
  caution: {
    zh: '数值的区间为 95%；有“件数少”或“在界限内”的单位，不宜点名首位或末位',
    en: 'intervals are of 95 %; a unit with few cases or inside the limits should not be named first or last',
  },
  withoutCases: { zh: '{unit} {name}：没有件数，不排位', en: '{unit} {name}: no cases, not ranked' },
  fault: { zh: '{unit} {name}：{fault}，不排位', en: '{unit} {name}: {fault}, not ranked' },
  ceiling: {
    zh: '组“{group}”有 {atCeiling}/{units} 个单位到顶，该数值已分不出先后',
    en: 'group "{group}": {atCeiling} of {units} are at the ceiling, the value no longer tells them apart',
  },
} as const satisfies Readonly<Record<string, Text>>
