import { parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { announceRace, BodyOf } from '@duibiao/contract'
import { isBelow, isValidOn } from '@duibiao/registry'
import { attributesAsked } from './observation-attribute.ts'
import { openComputed } from './observation-computed.ts'
import { monthsOf } from './observation-period.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { isSheet, sheetFault } from './recipe-rule.ts'
import type { AnyContent, Content } from './recipe-rule.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

type RaceBody = BodyOf<typeof announceRace>

/** All that is wrong with a race that is to be announced today under a recipe. */
export async function checkRace(
  tenant: Tenant,
  body: RaceBody,
  content: AnyContent,
): Promise<readonly RecipeFault[]> {
  if (isSheet(content)) return [sheetFault('/recipe')]
  const today = todayOf(tenant)
  const span = monthsOf({ from: parseLegalDate(content.period.from), to: parseLegalDate(content.period.to) })
  const codes = computedCodes(content)
  const computed = await openComputed(tenant, codes, {
    units: 'area',
    span: span ?? { from: today, to: today },
  })
  return [
    ...checkRecipe(content),
    // Whether numbers are closed is asked when they are counted.
    ...computed.faults.filter(({ severity }) => severity === 'error'),
    ...checkStages(body, content, today),
    ...checkZones(tenant, body, today),
  ]
}

export function computedCodes({ indicators }: Pick<Content, 'indicators'>): readonly string[] {
  return indicators.filter(({ source }) => source === 'computed').map(({ code }) => code)
}

/** A zone is known by its group alone; a recipe that asks more of its units cannot judge zones. */
function checkRecipe(content: Content): readonly RecipeFault[] {
  const others = attributesAsked(content).filter((name) => name !== 'group')
  return [
    ...(content.units === 'area'
      ? []
      : [
          recipeError('/recipe', 'units_unlike', {
            zh: '片区由区域组成：方案的评价对象须是区域',
            en: 'zones are made of areas: take a recipe for areas',
          }),
        ]),
    ...others.map((name) =>
      recipeError('/recipe', 'attribute_unknown', {
        zh: `片区没有属性“${name}”，只能按“group”分组`,
        en: `zones have no attribute "${name}": they are grouped by "group" only`,
      }),
    ),
  ]
}

function checkStages({ stages }: RaceBody, { period }: Content, today: LegalDate): readonly RecipeFault[] {
  const names = stages.map(({ name }) => name)
  return stages.flatMap(({ name, from, to }, place) => {
    const path = `/stages/${place}`
    const days = { from: parseLegalDate(from), to: parseLegalDate(to) }
    const before = stages[place - 1]
    const checks: readonly [boolean, string, string, string][] = [
      [names.indexOf(name) < place, 'name_twice', `阶段“${name}”重名`, `two stages are called "${name}"`],
      [
        monthsOf(days) === undefined,
        'stage_not_months',
        '阶段须从某月一日起、到某月末日止',
        'a stage begins on the first of a month and ends on the last of one',
      ],
      [
        from < period.from || to > period.to,
        'stage_outside',
        `阶段须在方案的评价期内（${period.from} 至 ${period.to}）`,
        `a stage lies within the period of the recipe (${period.from} to ${period.to})`,
      ],
      [
        from <= today,
        'stage_begun',
        '阶段已经开始：赛马须事前宣布',
        'the stage has begun: races are announced before',
      ],
      [
        before !== undefined && before.to > to,
        'stage_order',
        '阶段须按结束日期先后排列',
        'stages stand in the order in which they end',
      ],
    ]
    return checks.flatMap(([isWrong, code, zh, en]) => (isWrong ? [recipeError(path, code, { zh, en })] : []))
  })
}

function checkZones(
  { registry }: Tenant,
  { zones, lead_office: lead }: RaceBody,
  today: LegalDate,
): readonly RecipeFault[] {
  const { area, office } = registry.state()
  const names = zones.map(({ name }) => name)
  const places = zones.flatMap(({ areas }, zone) =>
    areas.map((id, place) => ({ id, found: area.get(id), path: `/zones/${zone}/areas/${place}` })),
  )
  const offices = [
    { id: lead, path: '/lead_office' },
    ...zones.map((zone, place) => ({ id: zone.office, path: `/zones/${place}/office` })),
  ]
  return [
    ...offices
      .filter(({ id }) => !office.has(id))
      .map(({ id, path }) =>
        recipeError(path, 'office_unknown', { zh: `没有机构“${id}”`, en: `there is no office "${id}"` }),
      ),
    ...names.flatMap((name, place) =>
      names.indexOf(name) < place
        ? [
            recipeError(`/zones/${place}/name`, 'name_twice', {
              zh: `片区“${name}”重名`,
              en: `two zones are called "${name}"`,
            }),
          ]
        : [],
    ),
    ...places.flatMap(({ id, found, path }, place) => {
      if (found === undefined || !isValidOn(found, today)) {
        return [recipeError(path, 'area_unknown', { zh: `没有区域“${id}”`, en: `there is no area "${id}"` })]
      }
      const other = places
        .slice(0, place)
        .find(
          (one) =>
            one.found !== undefined &&
            (isBelow(one.found.path, found.path) || isBelow(found.path, one.found.path)),
        )
      return other === undefined
        ? []
        : [
            recipeError(path, 'areas_overlap', {
              zh: `区域“${found.name}”与“${other.found?.name ?? other.id}”重叠，事项会被计入两次`,
              en: `the areas "${found.name}" and "${other.found?.name ?? other.id}" overlap: matters would count twice`,
            }),
          ]
    }),
  ]
}
