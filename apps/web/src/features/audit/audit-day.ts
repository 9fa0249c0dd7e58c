/** Hours that the district is ahead of UTC: China has one time. */
const offset = '+08:00'

/** The instant at which a day of the district begins, for an address; of the last day that is wanted, its end. */
export function instantOfDay(day: string, edge: 'start' | 'end'): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const start = Date.parse(`${day}T00:00:00${offset}`)
  if (Number.isNaN(start)) return undefined
  return new Date(edge === 'start' ? start : start + 86_400_000).toISOString()
}

/** The day that an instant of an address stands for. */
export function dayOfInstant(instant: string | null, edge: 'start' | 'end'): string {
  const at = Date.parse(instant ?? '')
  if (Number.isNaN(at)) return ''
  return new Date(at + 8 * 3_600_000 - (edge === 'end' ? 1 : 0)).toISOString().slice(0, 10)
}
