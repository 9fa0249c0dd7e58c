import type { Brand } from './brand.ts'
import { AppError, assert } from './error.ts'
import type { Instant } from './instant.ts'
import { instantOf } from './instant.ts'

/** The tenant: a positive 32-bit integer, leading every key of every table. */
export type DistrictId = Brand<number, 'DistrictId'>

/** A UUIDv7 (RFC 9562) in lower case: sorts by the instant it was made. */
export type MatterId = Brand<string, 'MatterId'>

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Throws `district_id_malformed` unless the value is an integer from 1 to 2147483647 (or its decimal digits). */
export function parseDistrictId(value: number | string): DistrictId {
  const id = typeof value === 'number' || /^[1-9]\d{0,9}$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) {
    throw new AppError('district_id_malformed', { text: String(value) })
  }
  return id as DistrictId
}

/** Reads a UUIDv7, upper case allowed. Throws `matter_id_malformed`. */
export function parseMatterId(text: string): MatterId {
  const lower = text.toLowerCase()
  if (!uuidForm.test(lower)) throw new AppError('matter_id_malformed', { text })
  return lower as MatterId
}

/** The matter id of an instant (1970 or later) and ten random bytes, which the shell passes in. */
export function matterIdOf(instant: Instant, randomBytes: Uint8Array): MatterId {
  return uuidOf(instant, randomBytes) as MatterId
}

/** A UUIDv7 for rows that need no brand of their own. */
export function uuidOf(instant: Instant, randomBytes: Uint8Array): string {
  assert(instant >= 0, 'a UUIDv7 begins in 1970')
  assert(randomBytes.length >= 10, 'a UUIDv7 needs ten random bytes')
  const time = instant.toString(16).padStart(12, '0')
  const random = Array.from(randomBytes.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  const variant = (8 + ((randomBytes[2] ?? 0) >> 6)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`
}

/** The instant inside a matter id. */
export function instantOfMatterId(id: MatterId): Instant {
  return instantOf(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}
