import { row } from './error-row.ts'

/** Refusals of the service: about requests, sessions, permissions and the state of the server. */
export const serviceErrors = {
  request_malformed: row(
    400,
    { zh: '请求不合格式：{reason}', en: 'The request is malformed: {reason}' },
    {
      zh: '请按接口说明改正后重发',
      en: 'correct it as the description of the interface says and send it again',
    },
  ),
  request_too_large: row(
    413,
    { zh: '请求超过 {limit} 字节', en: 'The request is larger than {limit} bytes' },
    { zh: '请分成几次发送，或压缩附件', en: 'send it in parts, or make the attachment smaller' },
  ),
  requests_too_many: row(
    429,
    { zh: '请求过于频繁', en: 'There are too many requests' },
    { zh: '请在 {seconds} 秒后再试', en: 'try again in {seconds} seconds' },
  ),
  media_type_unsupported: row(
    415,
    { zh: '不接受“{type}”类型的内容', en: 'Content of the type "{type}" is not accepted' },
    { zh: '请改用接口说明列出的类型', en: 'use a type that the description of the interface lists' },
  ),
  route_unknown: row(
    404,
    { zh: '没有这个地址', en: 'There is no such address' },
    {
      zh: '请核对接口说明 /openapi.json',
      en: 'compare it with the description of the interface, /openapi.json',
    },
  ),
  resource_missing: row(
    404,
    { zh: '没有找到，或您无权查看', en: 'It was not found, or you may not see it' },
    { zh: '请核对编号，或向经办单位询问', en: 'compare the number, or ask the office that handles it' },
  ),
  plan_changed: row(
    409,
    {
      zh: '试运行之后情况已变，这不是刚才看过的内容',
      en: 'Things changed since the dry run: this is not what was shown',
    },
    { zh: '请重新试运行，核对后再确认', en: 'run the dry run again, look it over and confirm' },
  ),
  audit_broken: row(
    500,
    {
      zh: '审计记录第 {seq} 条与记录时不符，或者缺失',
      en: 'Event {seq} of the audit is not as it was recorded, or it is missing',
    },
    {
      zh: '请审计员核验审计链，并核对数据库的访问情况和备份',
      en: 'have the auditor verify the chain, and look at who reached the database and at backups',
    },
  ),
  views_too_many: row(
    409,
    { zh: '常用视图最多保存 {most} 个', en: 'No more than {most} views can be kept' },
    { zh: '请先删除不再使用的视图', en: 'remove one that is not used any more' },
  ),
  key_missing: row(
    400,
    { zh: '缺少 Idempotency-Key', en: 'The Idempotency-Key is missing' },
    {
      zh: '请为每个操作生成一个键，重试时使用同一个键',
      en: 'make a key for each act and use the same one when you try again',
    },
  ),
  key_reused: row(
    422,
    { zh: '该 Idempotency-Key 已用于另一操作', en: 'This Idempotency-Key was used for another act' },
    { zh: '请换一个新键', en: 'make a new key' },
  ),
  precondition_failed: row(
    412,
    { zh: '您看到的内容已被他人更新', en: 'Somebody changed what you saw' },
    { zh: '请刷新后核对，再次提交', en: 'load it again, compare, and send your change once more' },
  ),
  session_missing: row(
    401,
    { zh: '您尚未登录，或登录已过期', en: 'You are not signed in, or the session has ended' },
    { zh: '请重新登录', en: 'sign in again' },
  ),
  sign_in_refused: row(
    401,
    { zh: '账号、口令或验证码不正确', en: 'The account, the password or the code is wrong' },
    {
      zh: '请重试；连续多次错误后须等待一段时间',
      en: 'try again; after several mistakes you have to wait for a while',
    },
  ),
  sign_in_locked: row(
    429,
    {
      zh: '错误次数过多，暂时不能登录',
      en: 'There were too many mistakes; signing in is closed for a while',
    },
    {
      zh: '请在 {seconds} 秒后再试，或请安全管理员解锁',
      en: 'try again in {seconds} seconds, or ask the security administrator to unlock the account',
    },
  ),
  code_required: row(
    401,
    { zh: '还需要动态验证码', en: 'A one-time code is required as well' },
    { zh: '请输入身份验证器上的六位数字', en: 'enter the six digits that your authenticator shows' },
  ),
  reauthentication_required: row(
    401,
    { zh: '此操作需要重新验证身份', en: 'This act requires you to sign in once more' },
    { zh: '请再次输入口令或动态验证码', en: 'enter your password or code again' },
  ),
  password_weak: row(
    422,
    { zh: '口令太容易被猜到：{reason}', en: 'The password is too easy to guess: {reason}' },
    { zh: '请改用更长的口令', en: 'choose a longer one' },
  ),
  permission_missing: row(
    403,
    { zh: '您的岗位不能进行此操作', en: 'Your post may not do this' },
    {
      zh: '如确需办理，请联系本单位负责人或管理员',
      en: 'if you have to, ask the head of your office or the administrator',
    },
  ),
  form_refused: row(
    422,
    { zh: '表单填写有误：{reason}', en: 'The form is not filled in rightly: {reason}' },
    { zh: '请改正后再提交', en: 'correct it and send it again' },
  ),
  address_refused: row(
    422,
    { zh: '不能向地址 {address} 发送', en: 'Nothing is sent to the address {address}' },
    {
      zh: '请使用公网 https 地址，或请管理员把它列入允许名单',
      en: 'use a public https address, or ask the administrator to put it on the list of allowed ones',
    },
  ),
  entry_not_sealed: row(
    409,
    { zh: '这条记录还没有封存', en: 'This entry is not sealed yet' },
    { zh: '台账每分钟封存一次，请稍后再试', en: 'the ledger is sealed every minute: try again then' },
  ),
  server_busy: row(
    503,
    { zh: '系统繁忙', en: 'The system is busy' },
    {
      zh: '请在 {seconds} 秒后以同一 Idempotency-Key 重试',
      en: 'try again in {seconds} seconds with the same Idempotency-Key',
    },
  ),
  server_fault: row(
    500,
    { zh: '系统出错，已记录（{request}）', en: 'The system failed; it was recorded ({request})' },
    {
      zh: '请稍后再试；若仍出错，请把编号告知管理员',
      en: 'try again later; if it fails again, tell the administrator this number',
    },
  ),
  district_unknown: row(
    404,
    { zh: '没有第 {district} 号区县', en: 'There is no district number {district}' },
    { zh: '请先录入该区县', en: 'enter the district first' },
  ),
  address_unusable: row(
    503,
    {
      zh: '不能在 {address} 端口 {port} 监听（{reason}）',
      en: 'Cannot listen on {address}, port {port} ({reason})',
    },
    {
      zh: '请检查 DUIBIAO_LISTEN 和 DUIBIAO_PORT，或停止占用该端口的程序',
      en: 'check DUIBIAO_LISTEN and DUIBIAO_PORT, or stop the program that uses the port',
    },
  ),
  key_unreadable: row(
    422,
    { zh: '文件“{file}”不是密钥（应为 32 字节）', en: 'File "{file}" is no key (of 32 bytes)' },
    {
      zh: '请从备份恢复该文件；换新密钥会使已加密的内容无法读取',
      en: 'restore it from a backup; with a new key, what was sealed cannot be read any more',
    },
  ),
  ledger_faulty: row(
    500,
    {
      zh: '台账核验有误（{kind}，事项 {matter}，第 {seq} 条）',
      en: 'The ledger does not verify ({kind}, matter {matter}, entry {seq})',
    },
    {
      zh: '请保留现场，运行 duibiao ledger verify 并与另存的树头核对',
      en: 'leave everything as it is, run duibiao ledger verify, and compare the heads that were kept',
    },
  ),
  backup_unfinished: row(
    503,
    {
      zh: '运行中的服务没有给完备份内容（{reason}），没有写成备份',
      en: 'The running service did not give out the whole backup ({reason}); no backup was made',
    },
    {
      zh: '请查看服务日志后重试，或停止服务后再备份',
      en: 'look at the log of the service and try again, or stop the service and back up then',
    },
  ),
  backup_broken: row(
    422,
    {
      zh: '备份不完整或已损坏（{reason}），没有恢复',
      en: 'The backup is cut or damaged ({reason}); nothing was restored',
    },
    { zh: '请换用另一份备份', en: 'use another backup' },
  ),
  backup_locked: row(
    422,
    {
      zh: '口令或密钥文件不对，或备份的开头已被改动',
      en: 'The passphrase or key file is wrong, or the beginning of the backup was changed',
    },
    { zh: '请核对口令、密钥文件和备份文件', en: 'compare passphrase, key file and backup' },
  ),
  backup_secret_missing: row(
    422,
    {
      zh: '没有备份的口令或密钥文件，或短于 16 字节',
      en: 'There is no passphrase or key file for the backup, or it is shorter than 16 bytes',
    },
    {
      zh: '请设置 DUIBIAO_BACKUP_PASSPHRASE，或用 --key-file',
      en: 'set DUIBIAO_BACKUP_PASSPHRASE, or use --key-file',
    },
  ),
  backup_newer: row(
    422,
    {
      zh: '备份出自更新或不同版本的程序，没有恢复',
      en: 'The backup was made by a newer or another version of the program; nothing was restored',
    },
    { zh: '请使用当时的版本或更新的版本恢复', en: 'restore it with that version or a newer one' },
  ),
  restore_target_filled: row(
    422,
    { zh: '目标数据库不是空的，没有恢复', en: 'The database is not empty; nothing was restored' },
    {
      zh: '请另建空数据库，或用 DUIBIAO_DATA 指定新目录',
      en: 'make an empty one, or name a new folder with DUIBIAO_DATA',
    },
  ),
  service_unready: row(
    503,
    { zh: '服务尚未就绪：{checks}', en: 'The service is not ready: {checks}' },
    {
      zh: '请查看日志，或运行 duibiao doctor',
      en: 'look into the log, or run duibiao doctor',
    },
  ),
  demonstration_elsewhere: row(
    409,
    {
      zh: '区县 {district}“{name}”不是演示区，不能放入演示账号和演示数据',
      en: 'District {district}, "{name}", is not the demonstration: its accounts and its history are not put there',
    },
    {
      zh: '请用 DUIBIAO_DATA 另指一个数据目录，或不带 --demonstration 启动',
      en: 'name another data folder with DUIBIAO_DATA, or start without --demonstration',
    },
  ),
  demonstration_only: row(
    409,
    {
      zh: '这是演示区，账号的密码人人皆知，不能当作正式的区县启动',
      en: 'This is the demonstration, whose passwords everybody knows: it is not served as a district of real people',
    },
    {
      zh: '请加 --demonstration，或用 DUIBIAO_DATA 另指一个数据目录',
      en: 'add --demonstration, or name another data folder with DUIBIAO_DATA',
    },
  ),
} as const
