import holidayData from '../data/cn-holidays.json' with { type: 'json' }

const englishNames: ReadonlyMap<string, string> = new Map(Object.entries(holidayData.names))

/** The English name of a holiday as State Council notices call it; undefined of one they never named. */
export function englishHolidayName(name: string): string | undefined {
  return englishNames.get(name)
}
