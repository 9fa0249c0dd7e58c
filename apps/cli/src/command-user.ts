import { AppError, formatInstant } from '@duibiao/base'
import { accountRoles } from '@duibiao/contract'
import type { AccountRole } from '@duibiao/contract'
import { changeOther, issueProof, openAccount, requireSeparate } from '@duibiao/server'
import type { Audited, IssuedProof, Tenant } from '@duibiao/server'
import { findAccount, listAccounts } from '@duibiao/store'
import type { Account } from '@duibiao/store'
import { Option } from 'commander'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface AddOptions {
  readonly name: string
  readonly person?: string
  readonly role?: readonly AccountRole[]
  readonly json?: true
}

interface ResetOptions {
  readonly reason: string
  readonly codes?: true
  readonly json?: true
}

interface DisableOptions {
  readonly reason: string
  readonly enable?: true
}

interface ListOptions {
  readonly json?: true
}

/** `user add`, `user list`, `user disable` and `user reset`. */
export function addUserCommand(program: Command, session: Session): void {
  const { say } = session
  const user = program.command('user').description(say(texts.user)).helpCommand(false)
  user
    .command('add')
    .description(say(texts.add))
    .argument('<account>', say(texts.account))
    .requiredOption('--name <name>', say(texts.name))
    .option('--person <person>', say(texts.person))
    .addOption(new Option('--role <role...>', say(texts.role)).choices([...accountRoles]))
    .option('--json', say(texts.json))
    .action((account: string, options: AddOptions) => addUser(account, options, session))
  user
    .command('list')
    .description(say(texts.list))
    .option('--json', say(texts.json))
    .action((options: ListOptions) => listUsers(options, session))
  user
    .command('disable')
    .description(say(texts.disable))
    .argument('<account>', say(texts.account))
    .requiredOption('--reason <reason>', say(texts.reason))
    .option('--enable', say(texts.enable))
    .action((account: string, options: DisableOptions) => disableUser(account, options, session))
  user
    .command('reset')
    .description(say(texts.reset))
    .argument('<account>', say(texts.account))
    .requiredOption('--reason <reason>', say(texts.reason))
    .option('--codes', say(texts.codes))
    .option('--json', say(texts.json))
    .action((account: string, options: ResetOptions) => resetUser(account, options, session))
}

/** What the audit keeps of acts at the command line: whoever may run it holds the machine and needs no account. */
export function auditedHere(tenant: Tenant): Audited {
  return {
    tenant,
    caller: { kind: 'anonymous' },
    origin: { address: '', agent: 'duibiao' },
    request: 'command line',
  }
}

/** Opens the district of the settings for an act, and closes it. */
export async function withTenant<Value>(
  { terminal, language }: Session,
  act: (tenant: Tenant) => Promise<Value>,
): Promise<Value> {
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    return await act(installation)
  } finally {
    await installation.close()
  }
}

/** @throws AppError `resource_missing` */
export async function requireAccount({ database, district }: Tenant, name: string): Promise<Account> {
  const account = await findAccount(database, district, { name })
  if (account === undefined) throw new AppError('resource_missing')
  return account
}

async function addUser(account: string, options: AddOptions, session: Session): Promise<void> {
  const { name, person, role: roles = [] } = options
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$/.test(account)) {
    throw new AppError('request_malformed', { reason: `account ${account}` })
  }
  requireSeparate(roles)
  const proof = await withTenant(session, async (tenant) => {
    const made = await issueProof(tenant, 'password')
    const wanted = { name: account, displayName: name, roles, ...(person !== undefined && { person }) }
    await openAccount(auditedHere(tenant), { account: wanted, proof: made })
    return made
  })
  tellProof(account, proof, { session, json: options.json })
}

async function resetUser(name: string, options: ResetOptions, session: Session): Promise<void> {
  const proof = await withTenant(session, async (tenant) => {
    const account = await requireAccount(tenant, name)
    const made = await issueProof(tenant, 'password')
    const audited = auditedHere(tenant)
    const detail = { proof: made.kind, reason: options.reason }
    const act = { kind: 'account.password_reset', detail } as const
    await changeOther(audited, account, { change: made.change, act, endsTokens: true, proof: made })
    if (options.codes === true) {
      const change = { codeSecret: null }
      await changeOther(audited, account, { change, act: { kind: 'account.second_factor_reset' } })
    }
    return made
  })
  tellProof(name, proof, { session, json: options.json })
}

async function disableUser(
  name: string,
  { reason, enable }: DisableOptions,
  session: Session,
): Promise<void> {
  await withTenant(session, async (tenant) => {
    const account = await requireAccount(tenant, name)
    const isEnabled = enable === true
    const kind = isEnabled ? 'account.enabled' : 'account.disabled'
    await changeOther(auditedHere(tenant), account, {
      change: { disabledAt: isEnabled ? null : tenant.now() },
      act: { kind, detail: { reason } },
      ...(!isEnabled && { endsTokens: true }),
    })
  })
  session.terminal.print(session.say(enable === true ? texts.enabled : texts.disabled, { name }))
}

async function listUsers({ json }: ListOptions, session: Session): Promise<void> {
  const { terminal, say } = session
  const accounts = await withTenant(session, readAll)
  const told = accounts.map(({ name, displayName, roles, codeSecret, disabledAt }) => ({
    account: name,
    name: displayName,
    roles,
    has_second_factor: codeSecret !== undefined,
    is_disabled: disabledAt !== undefined,
  }))
  if (json === true) return terminal.print(JSON.stringify(told))
  const head = [texts.account, texts.nameTitle, texts.roles, texts.factor, texts.state].map((text) =>
    say(text),
  )
  const rows = told.map((one) => [
    one.account,
    one.name,
    one.roles.join(', '),
    one.has_second_factor ? '✓' : '',
    one.is_disabled ? say(texts.closed) : '',
  ])
  for (const line of formatTable(head, rows)) terminal.print(line)
}

async function readAll({ database, district }: Tenant): Promise<readonly Account[]> {
  const all: Account[] = []
  for (;;) {
    const after = all.at(-1)?.name
    const page = await listAccounts(database, district, { limit: 500, ...(after !== undefined && { after }) })
    all.push(...page)
    if (page.length < 500) return all
  }
}

/** The initial password is shown this once, and changed at the first sign-in. */
function tellProof(
  account: string,
  { secret, endsAt }: IssuedProof,
  { session, json }: { readonly session: Session; readonly json: true | undefined },
): void {
  const { terminal, say } = session
  const told = { account, password: secret, ends_at: formatInstant(endsAt) }
  terminal.print(json === true ? JSON.stringify(told) : say(texts.proof, told))
}

const texts = {
  user: {
    zh: '账号：第一个管理员由此开通，其余可在服务中办理',
    en: 'accounts: the first administrators are made here, the others in the service as well',
  },
  add: {
    zh: '开通账号，显示一次性的初始口令',
    en: 'open an account and show its initial password, this once',
  },
  list: { zh: '列出账号', en: 'list the accounts' },
  disable: {
    zh: '停用账号，其登录会话和令牌立即失效',
    en: 'close an account; its sessions and tokens end at once',
  },
  reset: {
    zh: '重设口令，其登录会话和令牌立即失效',
    en: 'give an account a new initial password; its sessions and tokens end at once',
  },
  account: { zh: '账号', en: 'account' },
  name: { zh: '姓名', en: 'name of the person' },
  nameTitle: { zh: '姓名', en: 'name' },
  person: {
    zh: '人员编号，与名册一致则有其岗位；不写则只有所给角色',
    en: 'the person of the registry, with whose posts it acts; without it only the roles given here count',
  },
  role: {
    zh: '角色；系统、安全、审计管理员须由三人分任',
    en: 'roles; administration of system, security and audit are of three people',
  },
  reason: { zh: '原因，记入审计', en: 'why; the audit keeps it' },
  enable: { zh: '重新启用', en: 'open it again' },
  codes: { zh: '连同动态验证码，须重新登记', en: 'its authenticator too, which has to be enrolled anew' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  roles: { zh: '角色', en: 'roles' },
  factor: { zh: '动态验证码', en: 'authenticator' },
  state: { zh: '状态', en: 'state' },
  closed: { zh: '已停用', en: 'closed' },
  disabled: { zh: '已停用 {name}', en: '{name} is closed' },
  enabled: { zh: '已启用 {name}', en: '{name} is open again' },
  proof: {
    zh: '账号 {account}，初始口令 {password}，{ends_at} 前有效，首次登录须更改',
    en: 'account {account}, initial password {password}, good until {ends_at}, to be changed at the first sign-in',
  },
} as const satisfies Readonly<Record<string, Text>>
