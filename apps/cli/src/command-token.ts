import { AppError, formatInstant, instantOf, millisecondsPerDay } from '@duibiao/base'
import { tokenDays } from '@duibiao/contract'
import { issueToken } from '@duibiao/server'
import { addAuditEvents, endTokens, listTokens } from '@duibiao/store'
import type { Command } from 'commander'
import { auditedHere, requireAccount, withTenant } from './command-user.ts'
import { parseCount } from './fault.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface AddOptions {
  readonly name: string
  readonly scope: readonly string[]
  readonly days: number
  readonly json?: true
}

interface ListOptions {
  readonly json?: true
}

/** `token add`, `token list` and `token revoke`. */
export function addTokenCommand(program: Command, session: Session): void {
  const { say } = session
  const token = program.command('token').description(say(texts.token)).helpCommand(false)
  token
    .command('add')
    .description(say(texts.add))
    .argument('<account>', say(texts.account))
    .requiredOption('--name <name>', say(texts.name))
    .requiredOption('--scope <scope...>', say(texts.scope))
    .option('--days <count>', say(texts.days), parseCount(1, tokenDays), 90)
    .option('--json', say(texts.json))
    .action((account: string, options: AddOptions) => addOne(account, options, session))
  token
    .command('list')
    .description(say(texts.list))
    .argument('<account>', say(texts.account))
    .option('--json', say(texts.json))
    .action((account: string, options: ListOptions) => list(account, options, session))
  token
    .command('revoke')
    .description(say(texts.revoke))
    .argument('<account>', say(texts.account))
    .argument('[token]', say(texts.id))
    .action((account: string, id: string | undefined) => revoke(account, id, session))
}

async function addOne(name: string, options: AddOptions, session: Session): Promise<void> {
  const { terminal, say } = session
  const told = await withTenant(session, async (tenant) => {
    const { id: account } = await requireAccount(tenant, name)
    const endsAt = instantOf(tenant.now() + options.days * millisecondsPerDay)
    const wanted = { account, name: options.name, scopes: options.scope, endsAt }
    return { ...(await issueToken(auditedHere(tenant), wanted)), ends_at: formatInstant(endsAt) }
  })
  terminal.print(options.json === true ? JSON.stringify(told) : say(texts.added, told))
}

async function list(name: string, { json }: ListOptions, session: Session): Promise<void> {
  const { terminal, say } = session
  const tokens = await withTenant(session, async (tenant) => {
    const { id } = await requireAccount(tenant, name)
    return listTokens(tenant.database, tenant.district, id)
  })
  const told = tokens.map((one) => ({
    token: one.id,
    name: one.name,
    scopes: one.scopes,
    ends_at: formatInstant(one.endsAt),
    ...(one.seenAt !== undefined && { seen_at: formatInstant(one.seenAt) }),
  }))
  if (json === true) return terminal.print(JSON.stringify(told))
  const head = [texts.id, texts.nameTitle, texts.scopes, texts.until, texts.seen].map((text) => say(text))
  const rows = told.map((one) => [one.token, one.name, one.scopes.join(', '), one.ends_at, one.seen_at ?? ''])
  for (const line of formatTable(head, rows)) terminal.print(line)
}

async function revoke(name: string, token: string | undefined, session: Session): Promise<void> {
  const count = await withTenant(session, async ({ database, district, ...tenant }) => {
    const { id: account } = await requireAccount({ database, district, ...tenant }, name)
    return database.transaction(async (transaction) => {
      const ended = await endTokens(transaction, district, { account, ...(token !== undefined && { token }) })
      if (ended === 0) throw new AppError('resource_missing')
      const event = { kind: 'token.ended', outcome: 'done', subject: token ?? account } as const
      await addAuditEvents(transaction, district, { events: [event], now: tenant.now() })
      return ended
    })
  })
  session.terminal.print(session.say(texts.revoked, { count }))
}

const texts = {
  token: {
    zh: '接口令牌：其他系统以某个账号的名义调用接口',
    en: 'access tokens, by which other systems ask in the name of an account',
  },
  add: {
    zh: '新建令牌，只显示这一次；其权限不超过账号本身',
    en: 'make a token and show it, this once; it may do no more than its account',
  },
  list: { zh: '列出账号的令牌', en: 'list the tokens of an account' },
  revoke: {
    zh: '撤销账号的一个令牌，不写编号则撤销全部',
    en: 'revoke a token of an account, or all of them without its id',
  },
  account: { zh: '账号', en: 'account' },
  name: { zh: '用途', en: 'what it is for' },
  nameTitle: { zh: '用途', en: 'for' },
  scope: {
    zh: '可调用的操作，如 matter.list 或 matter.*',
    en: 'operations it may ask for, such as matter.list or matter.*',
  },
  days: { zh: '有效天数', en: 'days for which it is good' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  id: { zh: '令牌编号', en: 'id of the token' },
  scopes: { zh: '操作', en: 'operations' },
  until: { zh: '有效期至', en: 'good until' },
  seen: { zh: '最近使用', en: 'last used' },
  added: {
    zh: '令牌 {secret}，{ends_at} 前有效；请妥善保存，不再显示',
    en: 'token {secret}, good until {ends_at}; keep it, it is not shown again',
  },
  revoked: { zh: '已撤销 {count} 个令牌', en: 'revoked {count} tokens' },
} as const satisfies Readonly<Record<string, Text>>
