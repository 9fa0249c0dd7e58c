/** Settings of what leaves the installation. */
export const outboundSettings = {
  DUIBIAO_OUTBOUND_ALLOWED: {
    zh: '允许推送事件、以及语言模型所在的内网地址，逗号分隔，格式 [区县编号@]主机或网段[:端口]；不设则只以 HTTPS 推送到公网的 443 端口',
    en: 'Private addresses that events, and texts for a language model, may be sent to, separated by commas, each [district@]host-or-network[:port]; public ones by HTTPS at port 443 only when not set',
    form: { kind: 'targets' },
  },
  DUIBIAO_MAIL_SERVER: {
    zh: '邮件服务器，如 smtps://账号:口令@mail.example.gov.cn；不设则不发邮件',
    en: 'Mail server, such as smtps://account:password@mail.example.gov.cn; no e-mail is sent when not set',
    form: { kind: 'url', protocols: ['smtp:', 'smtps:'] },
  },
  DUIBIAO_MAIL_FROM: {
    zh: '发件人地址',
    en: 'Address that e-mails come from',
    form: { kind: 'email' },
  },
  DUIBIAO_MAIL_LANGUAGE: {
    zh: '邮件的语言：zh 或 en，默认 zh',
    en: 'Language of e-mails: zh or en; zh when not set',
    form: { kind: 'choice', values: ['zh', 'en'] },
  },
} as const
