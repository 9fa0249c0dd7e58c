/** One row of the catalogue: HTTP status and the sentence in both languages, with {param} placeholders. */
export interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503 | 507
  readonly zh: string
  readonly en: string
}

function row(status: ErrorRow['status'], zh: string, en: string): ErrorRow {
  return { status, zh, en }
}

/**
 * Every fault a user can cause: code → status and wording. Codes are `thing_problem`; a sentence says what is wrong
 * and what to do next. Append a row in the section of your package; `error.test.ts` checks the form of all rows.
 */
export const errors = {
  // base: instants, dates, durations
  instant_malformed: row(
    400,
    '“{text}”不是有效的时刻：请写成 2026-03-02T09:30:00+08:00 的形式，须带时区偏移或 Z',
    '"{text}" is not a valid instant: write it as 2026-03-02T09:30:00+08:00, with an offset or Z',
  ),
  date_malformed: row(
    400,
    '“{text}”不是有效的日期：请写成 2026-03-02 的形式',
    '"{text}" is not a valid date: write it as 2026-03-02',
  ),
  date_out_of_range: row(
    422,
    '日期超出 0001 至 9999 年的范围',
    'The date lies outside the years 0001 to 9999',
  ),
  time_malformed: row(
    400,
    '“{text}”不是有效的钟点：请写成 09:30 的形式（00:00 至 24:00）',
    '"{text}" is not a valid time of day: write it as 09:30 (00:00 to 24:00)',
  ),
  duration_malformed: row(
    400,
    '“{text}”不是有效的时长：请按 ISO 8601 写，如 PT72H、P1Y2M3DT4H5M6.5S、P2W',
    '"{text}" is not a valid duration: write it as ISO 8601, such as PT72H, P1Y2M3DT4H5M6.5S or P2W',
  ),
  cycle_malformed: row(
    400,
    '“{text}”不是有效的循环：请按 ISO 8601 写，如 R3/PT10S、R/2026-01-01T00:00:00Z/PT1H',
    '"{text}" is not a valid cycle: write it as ISO 8601, such as R3/PT10S or R/2026-01-01T00:00:00Z/PT1H',
  ),

  // base: calendars and clocks
  calendar_invalid: row(422, '日历“{calendar}”有误：{problem}', 'Calendar "{calendar}" is wrong: {problem}'),
  notice_malformed: row(
    422,
    '放假通知有误（{path}）：{problem}',
    'The holiday notice is wrong at {path}: {problem}',
  ),
  clock_rule_invalid: row(
    422,
    '时限规则有误（{field}）：{problem}',
    'The clock rule is wrong at {field}: {problem}',
  ),
  clock_unreachable: row(
    422,
    '时限在 {years} 年内不能届满：请检查日历的工作时间、停办日和暂停',
    'The clock does not end within {years} years: check working hours, closures and pauses',
  ),
  pause_invalid: row(422, '暂停的终止时刻早于起始时刻', 'A pause ends before it begins'),
  consequence_unknown: row(
    422,
    '“{kind}”不是时限届满后果：可用 {allowed}',
    '"{kind}" is not a consequence of a clock: use one of {allowed}',
  ),
  consequence_basis_missing: row(
    422,
    '后果“{kind}”须写明法律依据（法律名称和条款）',
    'Consequence "{kind}" needs its legal basis (law and article)',
  ),
  consequence_forbidden: row(
    422,
    '时限对象“{subject}”不得适用“{kind}”：该对象可用 {allowed}',
    'A clock on "{subject}" may not end in "{kind}": allowed here are {allowed}',
  ),
  clock_subject_unknown: row(
    422,
    '“{subject}”不是时限对象：可用 {allowed}',
    '"{subject}" is not a subject of a clock: use one of {allowed}',
  ),

  // base: canonical JSON, digests, money, identifiers
  json_number_invalid: row(
    422,
    '{path} 处的数不能写入 JSON（NaN 或无穷大）',
    'The number at {path} cannot be written as JSON (NaN or infinite)',
  ),
  json_text_malformed: row(
    422,
    '{path} 处的文字含有不成对的代理码元',
    'The text at {path} contains a lone surrogate',
  ),
  json_value_unsupported: row(
    422,
    '{path} 处的值（{type}）不属于 JSON',
    'The value at {path} ({type}) is not a JSON value',
  ),
  json_too_deep: row(422, 'JSON 嵌套超过 {limit} 层', 'The JSON is nested deeper than {limit} levels'),
  digest_malformed: row(
    400,
    '“{text}”不是 64 位小写十六进制摘要',
    '"{text}" is not a digest of 64 lower-case hex digits',
  ),
  money_malformed: row(
    400,
    '“{text}”不是有效的金额：请写成 1234.56 的形式，最多两位小数',
    '"{text}" is not a valid amount of money: write it as 1234.56, with at most two decimals',
  ),
  district_id_malformed: row(400, '“{text}”不是有效的区县编号', '"{text}" is not a valid district id'),
  matter_id_malformed: row(
    400,
    '“{text}”不是有效的事项标识（UUIDv7）',
    '"{text}" is not a valid matter id (UUIDv7)',
  ),

  // kernel: finding matters and procedures, delivery of messages
  matter_unknown: row(404, '没有事项“{matter}”', 'There is no matter "{matter}"'),
  matter_exists: row(409, '事项“{matter}”已存在', 'Matter "{matter}" exists already'),
  matter_suspended: row(
    409,
    '事项“{matter}”已挂起：请先恢复再办理',
    'Matter "{matter}" is suspended: resume it first',
  ),
  procedure_unknown: row(
    404,
    '没有流程“{procedure}”：请先安装含有它的治理包',
    'There is no procedure "{procedure}": install the pack that holds it',
  ),
  message_not_expected: row(409, '没有事项在等待消息“{name}”', 'No matter waits for message "{name}"'),
  message_ambiguous: row(
    409,
    '有 {count} 个接收方在等待消息“{name}”：请指明事项',
    '{count} receivers wait for message "{name}": name the matter',
  ),
  effect_chain_too_long: row(
    422,
    '一个操作连锁引发的消息或定时超过 {limit} 个，已停止：请检查流程是否循环',
    'One command set off more than {limit} messages or timers and was stopped: check the procedures for a circle',
  ),

  // store: databases, folders, migrations
  database_full: row(
    507,
    '数据库所在磁盘已满，本次写入未保存：请清理或扩容后重试；读取不受影响',
    'The disk of the database is full and this write was not saved: free or add space and try again; reading goes on',
  ),
  database_unavailable: row(
    503,
    '数据库连接不上或连接中断（{reason}）：请检查数据库服务后，用同一请求编号重试',
    'The database cannot be reached or the connection broke ({reason}): check the server, then retry with the same idempotency key',
  ),
  database_conflict: row(
    409,
    '数据库并发冲突（{reason}）：请重试',
    'Two transactions stood in each other’s way ({reason}): try again',
  ),
  database_too_old: row(
    503,
    'PostgreSQL 版本过低（{version}）：请使用 15 或更高版本',
    'This PostgreSQL is too old ({version}): use version 15 or newer',
  ),
  database_not_durable: row(
    503,
    '内嵌数据库不能保证落盘（{setting} = {value}，应为 {needed}），已拒绝启动：请按锁定的版本重新安装依赖（npm ci）',
    'The embedded database would not survive a power loss ({setting} = {value}, needed {needed}), so it does not start: reinstall the pinned versions with npm ci',
  ),
  database_folder_in_use: row(
    409,
    '数据目录“{folder}”正被进程 {pid} 使用：请先停止该进程，或另选目录',
    'The data folder "{folder}" is in use by process {pid}: stop that process first, or choose another folder',
  ),
  database_folder_unsuitable: row(
    422,
    '数据目录“{folder}”不能使用：{problem}',
    'The data folder "{folder}" cannot be used: {problem}',
  ),
  database_schema_newer: row(
    503,
    '数据库结构版本为 {found}，高于本程序支持的 {known}：请升级程序后再启动',
    'The database has schema version {found}, this program knows {known}: start a newer program',
  ),
  database_migration_changed: row(
    503,
    '第 {version} 号结构变更与已执行的内容不一致：请恢复原文件；结构变更只能新增，不能修改',
    'Migration {version} differs from the one that was run: restore the original file; migrations are added, never edited',
  ),
  disk_space_low: row(
    507,
    '数据目录“{folder}”所在磁盘只剩 {free} MB，启动至少需要 {needed} MB：请清理磁盘或另选目录',
    'The disk of the data folder "{folder}" has {free} MB left, {needed} MB are needed to start: free some space or choose another folder',
  ),
  row_exists: row(409, '相同的记录已存在（{constraint}）', 'Such a row exists already ({constraint})'),
  statement_timeout: row(
    503,
    '数据库语句超时，已取消且未生效：请缩小查询范围或稍后重试',
    'A database statement took too long and was cancelled without effect: narrow the query or try later',
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
