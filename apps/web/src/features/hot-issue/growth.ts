import type { ChartSeries } from '../../ui/chart-series.ts'

const day = 86_400_000
/** More days are drawn as one point for several: a year fits a screen. */
const mostPoints = 120

interface Growth {
  readonly categories: readonly string[]
  readonly series: readonly ChartSeries[]
}

/** New people of each day and how many there are in all, with the days between on which nobody came. */
export function growthOf(
  days: readonly { readonly day: string; readonly people: number }[],
  names: { readonly sum: string; readonly fresh: string },
): Growth {
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined) return { categories: [], series: [] }
  const counts = new Map(days.map((one) => [one.day, one.people]))
  const span = Math.round((Date.parse(last) - Date.parse(first)) / day) + 1
  const step = Math.max(1, Math.ceil(span / mostPoints))
  const categories: string[] = []
  const fresh: number[] = []
  for (let from = 0; from < span; from += step) {
    const inside = Array.from({ length: Math.min(step, span - from) }, (_, index) =>
      dayAfter(first, from + index),
    )
    categories.push(inside[0] ?? first)
    fresh.push(inside.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0))
  }
  let sum = 0
  const sums = fresh.map((people) => (sum += people))
  return {
    categories,
    series: [
      { name: names.sum, values: sums },
      { name: names.fresh, values: fresh },
    ],
  }
}

function dayAfter(first: string, days: number): string {
  return new Date(Date.parse(first) + days * day).toISOString().slice(0, 10)
}
