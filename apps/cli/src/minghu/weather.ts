import { addDays, chinaCalendar, dayKind, dayOfWeek } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { makeChance } from '../simulation/chance.ts'
import type { Chance } from '../simulation/chance.ts'
import type { Weather } from './category.ts'
import type { SeasonSetting } from './season-setting.ts'

/** A day of the season. */
export interface PlannedDay {
  /** From 0. */
  readonly number: number
  readonly date: LegalDate
  readonly month: number
  readonly weather: Weather
  readonly isWorkday: boolean
  /** 1 is Monday. */
  readonly weekday: number
}

/** The days with their weather: wet days come in spells, and some storms come in any case. */
export function planDays(
  setting: SeasonSetting,
  { from, seed }: { readonly from: LegalDate; readonly seed: number },
): readonly PlannedDay[] {
  const calendar = chinaCalendar()
  const chance = makeChance(seed, 'weather', from)
  const days: PlannedDay[] = []
  for (let number = 0; number < setting.days; number += 1) {
    const date = addDays(from, number)
    const month = Number(date.slice(5, 7))
    const drawn = drawWeather(setting, { month, before: days.at(-1)?.weather, chance })
    const isWarm = month >= 4 && month <= 10
    days.push({
      number,
      date,
      month,
      weather: isWarm && setting.storms.includes(number) ? 'storm' : drawn,
      isWorkday: dayKind(calendar, date).working,
      weekday: dayOfWeek(date),
    })
  }
  return days
}

interface Sky {
  readonly month: number
  readonly before: Weather | undefined
  readonly chance: Chance
}

/** The day after a wet or hot one is likely to be like it. */
function drawWeather({ weather }: SeasonSetting, { month, before, chance }: Sky): Weather {
  const { rain, storm, heat, cold } = weather.get(month) ?? { rain: 0, storm: 0, heat: 0, cold: 0 }
  const wet = before === 'rain' || before === 'storm' ? 1.8 : 0.85
  const warm = before === 'heat' ? 1.8 : 0.7
  const roll = chance.next()
  const limits = [
    ['storm', storm],
    ['rain', rain * wet],
    ['heat', heat * warm],
    ['cold', cold],
  ] as const
  let sum = 0
  for (const [kind, share] of limits) {
    sum += share
    if (roll < sum) return kind
  }
  return chance.hits(0.45) ? 'cloud' : 'clear'
}
