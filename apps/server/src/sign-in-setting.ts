/** Settings of signing in and of the audit. */
export const signInSettings = {
  DUIBIAO_SECOND_FACTOR: {
    zh: '工作人员用口令登录时是否必须使用身份验证器：on 或 off，默认 off',
    en: 'Whether staff who sign in with a password need an authenticator: on or off; off when not set',
    form: { kind: 'choice', values: ['on', 'off'] },
  },
  DUIBIAO_REPORTS_HOURLY: {
    zh: '一位居民每小时可以提交的件数',
    en: 'Matters that a resident may open in an hour',
    form: { kind: 'count', otherwise: 10, least: 1, most: 10_000 },
  },
  DUIBIAO_PROVIDER: {
    zh: '统一认证平台（OpenID Connect）的地址，与其 issuer 完全一致；不设则只用本地账号',
    en: 'Address of the provider of single sign-on (OpenID Connect), exactly its issuer; local accounts only when not set',
    form: { kind: 'url', protocols: ['https:', 'http:'] },
  },
  DUIBIAO_PROVIDER_CLIENT: {
    zh: '本系统在统一认证平台的客户端编号',
    en: 'Id of this system as a client of the provider',
    form: { kind: 'text' },
  },
  DUIBIAO_PROVIDER_SECRET: {
    zh: '本系统在统一认证平台的客户端密钥，至少 16 个字符',
    en: 'Secret of this system as a client of the provider, at least 16 characters',
    form: { kind: 'secret' },
  },
  DUIBIAO_PROVIDER_ALGORITHM: {
    zh: '统一认证平台签名所用的算法，默认 RS256；其他一律不接受',
    en: 'With what the provider signs its tokens, RS256 when not set; nothing else is taken',
    form: { kind: 'choice', values: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
  },
  DUIBIAO_PROVIDER_STRENGTH: {
    zh: '统一认证的 acr 或 amr 中表示双因素的值，逗号分隔，如 mfa,otp；不设则统一认证登录只算一个因素',
    en: 'What of acr or amr of the provider shows two factors, separated by commas, such as mfa,otp; when not set, a sign-in there counts as one',
    form: { kind: 'text' },
  },
  DUIBIAO_PROVIDER_ACCOUNTS: {
    zh: '统一认证用户首次登录时是否自动开通账号（不带任何角色）：on 或 off，默认 off',
    en: 'Whether the first sign-in by the provider makes an account, without roles: on or off; off when not set',
    form: { kind: 'choice', values: ['on', 'off'] },
  },
  DUIBIAO_AUDIT_DAYS: {
    zh: '审计事件保留的天数，至少六个月',
    en: 'Days for which audit events are kept, six months at least',
    form: { kind: 'count', otherwise: 366, least: 184, most: 36_500 },
  },
} as const
