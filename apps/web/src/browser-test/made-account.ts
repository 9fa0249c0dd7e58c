import { inject } from 'vitest'
import { password } from './browser.ts'
import type { MadeAccount } from './browser.ts'
import { openDesk } from './made-matter.ts'

/** An account that was opened for a test, with the password that its owner was handed. */
export interface FirstAccount {
  readonly name: MadeAccount
  readonly secret: string
}

/** Opens an account for somebody of the registry, as the security administrator does: with an initial password. */
export async function openAccount(person: string, displayName = '测试'): Promise<FirstAccount> {
  const security = await openDesk('security-administrator')
  const name = `made-${crypto.randomUUID().slice(0, 12)}` as const
  const body = { name, person, display_name: displayName, roles: [], proof: 'password' }
  const { proof } = (await security.post('/api/v1/accounts', body)) as {
    readonly proof: { readonly secret: string }
  }
  return { name, secret: proof.secret }
}

/** An account for somebody of the registry that works at once: its first password was changed to that of the demonstration. */
export async function makeAccount(person: string): Promise<MadeAccount> {
  const { name, secret } = await openAccount(person)
  const desk = await openDesk(name, secret)
  await desk.post('/api/v1/me/password', { old: secret, new: password })
  return name
}

/** Who holds a post of a role in an office of the demonstration, in the order of their numbers. */
export async function findHolders(office: string, role: string): Promise<readonly string[]> {
  const desk = await openDesk('district-dispatcher')
  const { rows } = (await desk.get(`/api/v1/posts?office=${office}&limit=100`)) as {
    readonly rows: readonly {
      readonly role?: string
      readonly holders: readonly { readonly person: string }[]
    }[]
  }
  const found = rows.filter((row) => row.role === role).flatMap(({ holders }) => holders)
  if (found.length === 0) throw new Error(`nobody is ${role} of ${office} at ${inject('address')}`)
  return found.map(({ person }) => person).toSorted()
}
