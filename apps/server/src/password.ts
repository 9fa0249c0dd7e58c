import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const derive = promisify(argon2)

/** Argon2id as OWASP asks for it: 19 MiB, two passes (ASVS V11.4.2). */
const strength = { memory: 19_456, passes: 2, parallelism: 1 } as const
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** The digest of a password in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const { memory: m, passes: t, parallelism: p } = strength
  const digest = await digestOf(password, nonce, strength)
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${plainBase64(nonce)}$${plainBase64(digest)}`
}

/**
 * Whether a password is the one of a digest. Without a digest the same work is done for nothing, so that an account that is
 * not there answers as late as one that is (ASVS V6.3.8).
 */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const [, m, t, p, nonce, digest] = form.exec(phc ?? '') ?? []
  if (nonce === undefined || digest === undefined) {
    await digestOf(password, Buffer.alloc(16), strength)
    return false
  }
  const known = Buffer.from(digest, 'base64')
  const cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) }
  const found = await digestOf(password, Buffer.from(nonce, 'base64'), cost)
  return found.length === known.length && timingSafeEqual(found, known)
}

/** Whether a digest was made with less work than is asked for now. */
export function isOutdated(phc: string): boolean {
  const [, m, t] = form.exec(phc) ?? []
  return Number(m) < strength.memory || Number(t) < strength.passes
}

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

/** What makes a password easy to guess. */
export type PasswordFault = 'short' | 'long' | 'guessable'

/**
 * Why a new password is not taken; undefined when it is (ASVS V6.2: at least 8 characters, at least 64 allowed, no rules
 * of composition, not among the common ones).
 * @param known words a stranger would try first: names, account, district
 */
export function findPasswordFault(password: string, known: readonly string[]): PasswordFault | undefined {
  const { length } = Array.from(password)
  if (length < 8) return 'short'
  if (length > 128) return 'long'
  return judge.check(password, [...known]).score < 3 ? 'guessable' : undefined
}

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

async function digestOf(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8')
  return derive('argon2id', { message, nonce, tagLength: 32, ...cost })
}

function plainBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
