import { row } from './error-row.ts'

/** Refusals about accounts, their roles and proofs. */
export const accountErrors = {
  account_exists: row(
    409,
    { zh: '账号“{name}”已存在', en: 'There is an account "{name}" already' },
    { zh: '请换一个账号名', en: 'choose another name' },
  ),
  account_own: row(
    403,
    {
      zh: '不能更改自己账号的角色或状态',
      en: 'Nobody changes the roles or the state of their own account',
    },
    { zh: '请由另一名安全管理员办理', en: 'ask another security administrator' },
  ),
  roles_separate: row(
    422,
    {
      zh: '系统管理员、安全管理员与审计员不能由同一账号兼任',
      en: 'One account cannot be administrator, security administrator and auditor at once',
    },
    { zh: '请只保留其中一个角色', en: 'keep only one of these roles' },
  ),
  password_change_required: row(
    403,
    { zh: '初始口令必须先修改', en: 'The initial password has to be changed first' },
    { zh: '请设置自己的口令', en: 'choose a password of your own' },
  ),
  second_factor_required: row(
    403,
    {
      zh: '您的岗位要求使用第二重验证',
      en: 'Your post requires a second factor',
    },
    { zh: '请先绑定身份验证器', en: 'set up an authenticator first' },
  ),
  link_ended: row(
    410,
    { zh: '链接已使用或已失效', en: 'The link was used or has ended' },
    { zh: '请安全管理员重新发送', en: 'ask the security administrator for another one' },
  ),
  scope_unknown: row(
    422,
    { zh: '没有名为“{scope}”的权限范围', en: 'There is no scope "{scope}"' },
    { zh: '请使用接口操作编号，或“资源.*”', en: 'use the id of an operation, or a resource and ".*"' },
  ),
  token_limit: row(
    422,
    { zh: '一个账号最多 {most} 个令牌', en: 'An account has at most {most} access tokens' },
    { zh: '请先撤销不用的令牌', en: 'revoke one that is not used any more' },
  ),
  token_span: row(
    422,
    { zh: '令牌有效期最长 {days} 天', en: 'An access token ends within {days} days' },
    { zh: '请改为更早的截止时间', en: 'choose an earlier end' },
  ),
  provider_refused: row(
    401,
    {
      zh: '统一认证平台的答复未通过核验',
      en: 'What the sign-in provider answered was not accepted',
    },
    {
      zh: '请重新登录；若仍不成功，请联系管理员',
      en: 'sign in again; if it fails again, tell the administrator',
    },
  ),
  identity_unknown: row(
    403,
    {
      zh: '本区没有与该统一认证身份对应的账号',
      en: 'No account here belongs to this identity of the sign-in provider',
    },
    { zh: '请安全管理员为您开通', en: 'ask the security administrator to open one' },
  ),
} as const
