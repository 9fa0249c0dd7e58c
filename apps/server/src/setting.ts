import type { Language } from '@duibiao/base'
import { isOfForm, paramsOf, settingTexts as texts } from './setting-form.ts'
import type { Params, SettingForm, Words } from './setting-form.ts'
import { outboundSettings } from './outbound-setting.ts'
import { signInSettings } from './sign-in-setting.ts'

/** One setting of the environment: what it means, and what may stand in it. */
export interface Setting {
  readonly zh: string
  readonly en: string
  readonly form: SettingForm
}

const text = { kind: 'text' } as const

function count(otherwise: number, least: number, most: number): SettingForm {
  return { kind: 'count', otherwise, least, most }
}

/** Every setting there is, for the service and the command line; the page of commands is written from this. */
export const settings = {
  DUIBIAO_DATABASE_URL: {
    zh: 'PostgreSQL 15 或更高版本的连接地址；不设则使用内嵌数据库',
    en: 'Address of a PostgreSQL 15 or newer; the embedded database when not set',
    form: { kind: 'url', protocols: ['postgres:', 'postgresql:'] },
  },
  DUIBIAO_DATA: {
    zh: '数据目录：内嵌数据库、密钥和证据文件所在，默认为当前目录下的 .duibiao',
    en: 'Data folder with the embedded database, the keys and the evidence; .duibiao in the current folder when not set',
    form: text,
  },
  DUIBIAO_DISTRICT: {
    zh: '区县编号：命令行所操作的、服务中未登录者所在的区县',
    en: 'Number of the district: the one the command line works on, and where those are who are not signed in',
    form: count(1, 1, 999_999_999),
  },
  DUIBIAO_PACKS: {
    zh: '存放治理包的目录：还没有治理包的区县首次启动时全部安装；默认为本产品的 packs',
    en: "Folder of packs that a district without any installs at its first start; the product's own when not set",
    form: text,
  },
  DUIBIAO_WEB: {
    zh: '网页文件所在的目录，默认为本产品的 apps/web/dist；其中没有网页时只提供接口',
    en: "Folder of the built web pages; the product's own apps/web/dist when not set. Without pages only the interface is served",
    form: text,
  },
  DUIBIAO_SECRET_KEY: {
    zh: '密钥文件（32 字节，仅所有者可读）：数据库中的动态验证码种子等用它加密；没有则生成，默认在数据目录',
    en: 'Key file (32 bytes, readable by its owner only) that seals secrets kept in the database, such as those of one-time codes; made when absent, in the data folder when not set',
    form: text,
  },
  DUIBIAO_LISTEN: {
    zh: '监听的 IP 地址，默认 127.0.0.1',
    en: 'IP address to listen on; 127.0.0.1 when not set',
    form: { kind: 'address' },
  },
  DUIBIAO_PORT: { zh: '监听的端口', en: 'Port to listen on', form: count(8080, 0, 65_535) },
  DUIBIAO_PUBLIC_ADDRESS: {
    zh: '用户访问的地址，如 https://duibiao.example.gov.cn；默认为监听的地址',
    en: 'Address by which people reach it, such as https://duibiao.example.gov.cn; the one it listens on when not set',
    form: { kind: 'url', protocols: ['http:', 'https:'] },
  },
  DUIBIAO_TLS_KEY: {
    zh: 'TLS 私钥文件（PEM），与证书同时设置；不设则为 HTTP',
    en: 'File of the TLS key (PEM), set together with the certificate; plain HTTP without',
    form: text,
  },
  DUIBIAO_TLS_CERTIFICATE: {
    zh: 'TLS 证书文件（PEM）',
    en: 'File of the TLS certificate (PEM)',
    form: text,
  },
  DUIBIAO_TRUSTED_PROXIES: {
    zh: '反向代理的地址或网段，逗号分隔：只有它们转告的客户端地址可信',
    en: 'Addresses or networks of reverse proxies, separated by commas: only their word on the address of a client is taken',
    form: { kind: 'networks' },
  },
  DUIBIAO_BODY_KILOBYTES: {
    zh: '请求内容（文件除外）的上限，KB',
    en: 'Largest body of a request that is no file, in kilobytes',
    form: count(1024, 16, 16_384),
  },
  DUIBIAO_FILE_MEGABYTES: {
    zh: '上传文件的上限，MB',
    en: 'Largest file that is taken, in megabytes',
    form: count(50, 1, 4096),
  },
  DUIBIAO_REQUEST_SECONDS: {
    zh: '请求须在多少秒内完整送达',
    en: 'Seconds within which a request must have arrived whole',
    form: count(15, 1, 600),
  },
  DUIBIAO_STATEMENT_MILLISECONDS: {
    zh: '为一次请求查询数据库的时限，毫秒（内嵌数据库不能中断查询）',
    en: 'Milliseconds after which a statement for a request is cancelled (the embedded database cannot be interrupted)',
    form: count(2500, 100, 600_000),
  },
  DUIBIAO_REPORT_SECONDS: {
    zh: '报表和后台任务查询数据库的时限，秒',
    en: 'Seconds after which a statement of a report or a job is cancelled',
    form: count(60, 1, 3600),
  },
  DUIBIAO_RANKING_CELLS: {
    zh: '一次评价的数据表最多有多少个单元格（单位数乘指标数）',
    en: 'Cells that the table of a ranking may have: units times indicators',
    form: count(100_000, 1, 10_000_000),
  },
  DUIBIAO_REQUESTS_AT_ONCE: {
    zh: '同时处理的请求数，超过则答复 503',
    en: 'Requests at work at once; more are answered with 503',
    form: count(256, 1, 100_000),
  },
  DUIBIAO_REQUESTS_ANONYMOUS: {
    zh: '每个地址 5 分钟内未登录的请求数',
    en: 'Requests of one address in 5 minutes without being signed in',
    form: count(300, 1, 10_000_000),
  },
  DUIBIAO_REQUESTS_SIGNED_IN: {
    zh: '每个账号 5 分钟内的请求数',
    en: 'Requests of one account in 5 minutes',
    form: count(6000, 1, 10_000_000),
  },
  DUIBIAO_SESSION_IDLE_MINUTES: {
    zh: '不操作多少分钟后须重新登录',
    en: 'Minutes after which an unused session is over',
    form: count(15, 1, 1440),
  },
  DUIBIAO_SESSION_HOURS: {
    zh: '登录后最长多少小时须重新登录',
    en: 'Hours after which a session is over, used or not',
    form: count(12, 1, 168),
  },
  DUIBIAO_SESSIONS_AT_ONCE: {
    zh: '一个账号同时登录的个数',
    en: 'Sessions an account may have at once',
    form: count(5, 1, 100),
  },
  DUIBIAO_SIGN_IN_ATTEMPTS: {
    zh: '每分钟可以尝试登录的次数（按账号和地址）',
    en: 'Attempts a minute to sign in, by account and address',
    form: count(5, 1, 100),
  },
  ...signInSettings,
  ...outboundSettings,
  DUIBIAO_RECEIPT_DAYS: {
    zh: '操作凭据（防止重复办理）保留的天数',
    en: 'Days for which the receipt of a command is kept, so that given again it has the same answer',
    form: count(30, 1, 3650),
  },
  DUIBIAO_LOG: {
    zh: '日志的级别，默认 info',
    en: 'Level of the log; info when not set',
    form: { kind: 'choice', values: ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] },
  },
  DUIBIAO_DEMONSTRATION: {
    zh: '演示：on 则显示演示账号，手机验证码写入日志；正式使用时不设',
    en: 'Demonstration: with on, its accounts are shown and phone codes are written to the log; not set where real people are served',
    form: { kind: 'choice', values: ['on', 'off'] },
  },
  DUIBIAO_METRICS_TOKEN: {
    zh: '读取 /metrics 的令牌，至少 16 个字符；不设则只有本机可读',
    en: 'Token that opens /metrics, at least 16 characters; without it only this machine may read them',
    form: { kind: 'secret' },
  },
  DUIBIAO_BACKUP_PASSPHRASE: {
    zh: '备份和恢复的口令，至少 16 个字符；也可用 --key-file',
    en: 'Passphrase of backup and restore, at least 16 characters; --key-file does as well',
    form: { kind: 'secret' },
  },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof settings

/** The settings as they stand in the environment. */
export interface ReadSettings {
  /** Everything that is wrong with them, in the language asked. */
  readonly faults: readonly string[]
  /** What is wrong with settings that belong together. */
  conflicts(): readonly string[]
  text(name: SettingName): string | undefined
  list(name: SettingName): readonly string[]
  count(name: SettingName): number
}

/** Settings of the test suite, which passes them to its own processes. */
const testPrefix = 'DUIBIAO_TEST_'

/** Reads settings and finds every fault of theirs: one that is none of ours, an empty value, a value of another form. */
export function readSettings(
  table: Readonly<Record<string, Setting>>,
  environment: Readonly<Record<string, string | undefined>>,
  language: Language,
): ReadSettings {
  const given = new Map(
    Object.entries(environment).flatMap(([name, value]) =>
      !name.startsWith('DUIBIAO_') || name.startsWith(testPrefix) || value === undefined
        ? []
        : [[name, value.trim()] as const],
    ),
  )
  function say(words: Words, params: Params): string {
    return words[language].replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole))
  }
  const faults = [...given].flatMap(([name, value]) => {
    const setting = Object.hasOwn(table, name) ? table[name] : undefined
    if (setting === undefined) return [say(texts.unknown, { name })]
    if (value === '') return [say(texts.empty, { name })]
    return isOfForm(value, setting.form)
      ? []
      : [say(texts[setting.form.kind], { name, value, ...paramsOf(setting.form) })]
  })
  return {
    faults,
    conflicts: () =>
      together.flatMap((names) =>
        new Set(names.map((name) => given.has(name))).size > 1
          ? [say(texts.together, { names: names.join(', ') })]
          : [],
      ),
    text: (name) => given.get(name),
    list: (name) => (given.get(name) ?? '').split(',').flatMap((part) => part.trim() || []),
    count(name) {
      const form = table[name]?.form
      return Number(given.get(name) ?? (form?.kind === 'count' ? form.otherwise : Number.NaN))
    },
  }
}

/** Settings that mean nothing without each other. */
const together: readonly (readonly SettingName[])[] = [
  ['DUIBIAO_TLS_KEY', 'DUIBIAO_TLS_CERTIFICATE'],
  ['DUIBIAO_MAIL_SERVER', 'DUIBIAO_MAIL_FROM'],
  ['DUIBIAO_PROVIDER', 'DUIBIAO_PROVIDER_CLIENT', 'DUIBIAO_PROVIDER_SECRET'],
]
