import { instantOfMatterId, millisecondsPerHour } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'

// No I, L, O, U: numbers are read out on the telephone.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number people call a matter by when nothing else is said: its day in China and eight letters and digits of its
 * id, for example `20260302-7K3QF9XA`. 40 random bits meet once in some 300 years of 10,000 matters a day.
 */
export function numberOf(matter: MatterId): string {
  const day = new Date(instantOfMatterId(matter) + 8 * millisecondsPerHour)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '')
  let rest = Number.parseInt(matter.replaceAll('-', '').slice(-10), 16)
  let text = ''
  for (let place = 0; place < 8; place += 1) {
    text = (digits[rest % 32] ?? '') + text
    rest = Math.floor(rest / 32)
  }
  return `${day}-${text}`
}
