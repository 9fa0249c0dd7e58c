/** Periods that can be counted up to a month, the newest quarter first: quarters, then months. */
export function periodsUpTo(month: string): readonly string[] {
  const [year = 0, last = 1] = month.split('-').map(Number)
  const months = Array.from({ length: 12 }, (_, back) => {
    const place = year * 12 + (last - 1) - back
    return { year: Math.floor(place / 12), month: (place % 12) + 1 }
  })
  const quarters = [...new Set(months.map((one) => `${one.year}-Q${Math.ceil(one.month / 3)}`))]
  return [...quarters, ...months.map((one) => `${one.year}-${String(one.month).padStart(2, '0')}`)]
}
