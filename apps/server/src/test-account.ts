import type { Role } from '@duibiao/contract'
import { addAccounts } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import type { ServicePorts } from './open-service.ts'
import { hashPassword } from './password.ts'
import type { Tenant } from './tenant.ts'
import { openBrowser } from './test-browser.ts'
import type { TestBrowser } from './test-browser.ts'
import { openTestService } from './test-service.ts'
import type { TestService } from './test-service.ts'

/** The password of the accounts of tests. */
export const testPassword = '湖边的柳树今年又绿了'

let digest: Promise<string> | undefined
let count = 0

/** Makes an account with a password. */
export async function makeTestAccount(
  { database, district, now, random }: Tenant,
  roles: readonly Role[] = [],
): Promise<{ readonly id: string; readonly name: string }> {
  digest ??= hashPassword(testPassword)
  count += 1
  const name = `wang${count}`
  const account = { name, person: `p${count}`, displayName: '王芳', roles, password: await digest }
  const [id = ''] = await addAccounts(database, district, { accounts: [account], now: now(), random })
  return { id, name }
}

/** Makes an account and signs in with it. */
export async function openSignedIn(
  service: { readonly application: FastifyInstance; readonly tenant: Tenant },
  roles: readonly Role[] = [],
): Promise<TestBrowser & { readonly id: string; readonly name: string }> {
  const account = await makeTestAccount(service.tenant, roles)
  const browser = openBrowser(service.application)
  const opened = await browser.call('session.open', {
    body: { account: account.name, password: testPassword },
  })
  if (!opened.ok) throw new Error(opened.problem.code)
  return { ...browser, ...account }
}

/** A service of a test with its district. */
export interface SignInService extends TestService {
  readonly tenant: Tenant
}

/** Opens the service with limits of proofs that no test meets by the way. */
export async function openSignInService(
  database: Database,
  scheduler: Scheduler,
  given: Partial<ServicePorts> & { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<SignInService> {
  const limits = { DUIBIAO_SIGN_IN_ATTEMPTS: '100', DUIBIAO_REQUESTS_ANONYMOUS: '100000' }
  const environment = { ...limits, ...given.environment }
  const service = await openTestService({ database, scheduler }, { ...given, environment })
  const [tenant] = service.tenants.values()
  if (tenant === undefined) throw new Error('no district was opened')
  return { ...service, tenant }
}
