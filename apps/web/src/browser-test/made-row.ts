import { inject } from 'vitest'

/** A name that no other row of the shared district has. */
export function aName(beginning: string): string {
  return `${beginning}t${crypto.randomUUID().slice(0, 8)}`
}

/** Days by the clock of the service, in the zone of the district: today, or so many days from it. */
export async function readDays(): Promise<(after?: number) => string> {
  const { headers } = await fetch(`${inject('address')}/healthz`)
  const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
  return (after = 0) => {
    const day = new Date(headers.get('date') ?? '')
    day.setUTCDate(day.getUTCDate() + after)
    return zone.format(day)
  }
}
