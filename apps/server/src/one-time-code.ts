import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Instant } from '@duibiao/base'

/** One-time codes by time (RFC 6238): six digits, 30 seconds, the step before and after accepted. */
const period = 30

/** A new secret, base32. */
export function makeCodeSecret(): string {
  return generateSecret()
}

/** The address that an authenticator reads from a picture. */
export function codeAddress(secret: string, account: string): string {
  return generateURI({ issuer: '对标', label: account, secret })
}

/**
 * The time step of a code; undefined when it is wrong, too old, or of a step that was used before: a code is taken once.
 * @param usedStep the last step that was taken
 */
export function findCodeStep(
  { secret, usedStep }: { readonly secret: string; readonly usedStep: number },
  code: string,
  now: Instant,
): number | undefined {
  const epoch = Math.floor(now / 1000)
  const found = verifySync({ secret, token: code, epoch, epochTolerance: period })
  if (!found.valid) return undefined
  const step = Math.floor(epoch / period) + found.delta
  return step > usedStep ? step : undefined
}
