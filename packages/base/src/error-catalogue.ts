import { baseErrors } from './base-error.ts'
import { commandErrors } from './command-error.ts'
import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'
import { registryErrors } from './registry-error.ts'

/**
 * Every fault a user can cause: code → status and wording. Codes are `thing_problem`; a sentence says what is wrong
 * and what to do next. Append a row in the section of your package (a section that
 * outgrows this file becomes a file of its own, as base-error.ts did); `error.test.ts` checks the form of all rows.
 */
export const errors = {
  ...baseErrors,
  ...commandErrors,
  ...registryErrors,

  // kernel: finding matters and procedures, delivery of messages
  matter_unknown: row(404, '没有事项“{matter}”', 'There is no matter "{matter}"'),
  matter_exists: row(409, '事项“{matter}”已存在', 'Matter "{matter}" exists already'),
  matter_damaged: row(
    500,
    '事项“{matter}”的当前状态已损坏，无法读取：请运行 duibiao rebuild，由记录重建',
    'What is stored of matter "{matter}" is damaged: run `duibiao rebuild`, which makes it anew from the record',
  ),
  matter_suspended: row(409, '事项已挂起：请先恢复再办理', 'The matter is suspended: resume it first'),
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

  // kernel: what a decision refuses
  matter_started: row(409, '事项已启动，不能再次启动', 'The matter has started already'),
  matter_not_started: row(409, '事项尚未启动：请先启动', 'The matter has not started: start it first'),
  matter_closed: row(
    409,
    '事项已结束（{status}）：如仍有诉求，请走复议或重新立项',
    'The matter has ended ({status}): ask for a review or open a new one',
  ),
  matter_not_suspended: row(409, '事项没有挂起，无须恢复', 'The matter is not suspended'),
  start_missing: row(
    422,
    '流程“{procedure}”没有这样的开始事件：请检查启动方式',
    'Procedure "{procedure}" has no such start event: check how it is started',
  ),
  flow_missing: row(
    422,
    '节点“{element}”没有一条出路的条件成立，也没有默认流：请补充数据或修改流程',
    'No condition after "{element}" holds and it has no default flow: complete the data or mend the procedure',
  ),
  procedure_endless: row(
    422,
    '流程连续自动执行超过 {steps} 步仍未等待，已停止：请检查是否循环',
    'The procedure took {steps} automatic steps without waiting and was stopped: check it for a circle',
  ),
  event_name_missing: row(
    422,
    '事件“{element}”的消息名、信号名或时间为空：请补充数据',
    'The name or time of event "{element}" is empty: complete the data',
  ),
  cardinality_invalid: row(
    422,
    '多实例节点“{element}”的实例数“{value}”无效：须为 0 至 10000 的整数或清单',
    '"{value}" instances of "{element}" cannot be: give a whole number from 0 to 10000, or a list',
  ),
  instance_missing: row(
    409,
    '编号 {token} 不是多实例节点的实例',
    'Number {token} is no instance of a multi-instance activity',
  ),
  decision_missing: row(
    422,
    '节点“{element}”引用的决策“{decision}”不存在：请检查治理包',
    'Decision "{decision}" of "{element}" is not there: check the pack',
  ),
  called_procedure_missing: row(
    422,
    '节点“{element}”调用的流程“{called}”不存在：请先安装',
    'Procedure "{called}" called by "{element}" is not there: install it first',
  ),
  transaction_missing: row(
    422,
    '取消事件“{element}”不在事务子流程内：请修改流程',
    'Cancel event "{element}" lies in no transaction: mend the procedure',
  ),
  clock_amount_missing: row(
    422,
    '时限“{clock}”没有数值：请在参数中填写',
    'Clock "{clock}" has no amount: fill in its parameter',
  ),
  clock_missing: row(404, '事项没有时限“{clock}”', 'The matter has no clock "{clock}"'),
  clock_not_running: row(409, '时限“{clock}”没有在计时', 'Clock "{clock}" is not running'),
  clock_not_paused: row(409, '时限“{clock}”没有暂停', 'Clock "{clock}" is not paused'),
  clock_overdue: row(
    409,
    '时限“{clock}”已届满，不能再暂停或延长：请如实办理并说明',
    'Clock "{clock}" is overdue and can no longer be paused or extended: act and explain',
  ),
  extension_refused: row(
    409,
    '时限“{clock}”最多延期 {most} 次，已用完',
    'Clock "{clock}" may be extended {most} times, which are used up',
  ),
  clocks_unchanged: row(
    409,
    '日历“{calendar}”的变更不影响本事项的时限',
    'The change of calendar "{calendar}" moves no clock of the matter',
  ),
  timer_missing: row(
    409,
    '定时 {timer} 已不存在（已触发或已取消）',
    'Timer {timer} is gone: it has fired or was cancelled',
  ),
  timer_early: row(409, '定时 {timer} 尚未到期', 'Timer {timer} is not due yet'),
  signal_not_expected: row(
    409,
    '本事项没有在等待信号“{name}”',
    'The matter does not wait for signal "{name}"',
  ),
  service_not_waiting: row(
    409,
    '编号 {token} 没有在等待服务答复',
    'Number {token} does not wait for a service',
  ),
  event_not_waiting: row(409, '编号 {token} 没有在等待事件', 'Number {token} does not wait for an event'),
  activity_not_enabled: row(
    409,
    '编号 {token} 处现在不能启动或结束该活动',
    'The activity cannot be started or ended at {token} now',
  ),
  ad_hoc_busy: row(
    409,
    '临时子流程“{element}”还有未完成的工作：请先完成',
    'Ad-hoc sub-process "{element}" still has open work: complete it first',
  ),
  task_missing: row(404, '任务 {task} 不存在或已办结', 'Task {task} is not there or was completed'),
  task_held: row(
    403,
    '任务 {task} 由“{person}”办理：请先转办或代理',
    'Task {task} is held by "{person}": have it transferred or act as deputy',
  ),
  task_waits_signers: row(409, '任务 {task} 正在等待加签人：请待其办理', 'Task {task} waits for its signers'),
  task_without_post: row(
    409,
    '任务 {task} 没有岗位可退回：请转办',
    'Task {task} has no post to go back to: transfer it',
  ),
  person_missing: row(400, '没有写明人员：请指定', 'No person is named: name one'),
  delegate_to_self: row(
    409,
    '不能委派给本人（{person}）',
    'Work cannot be delegated to its own holder ({person})',
  ),
  error_not_caught: row(
    409,
    '流程没有处理差错“{code}”的路径（节点“{element}”）',
    'The procedure has no way for error "{code}" at "{element}"',
  ),
  operation_not_allowed: row(
    403,
    '节点“{element}”不允许操作“{operation}”：请见治理包的规定',
    'Operation "{operation}" is not allowed at "{element}": see the pack',
  ),
  return_target_refused: row(
    409,
    '不能退回到“{target}”：请选择治理包允许的步骤',
    'The matter cannot be returned to "{target}": choose a step that the pack allows',
  ),
  return_not_direct: row(
    409,
    '从“{element}”退回会取消并行的工作，不能直达送回：请用重新流转',
    'Returning from "{element}" cancels parallel work, so it cannot come straight back: let it run again',
  ),
  withdraw_too_late: row(
    409,
    '任务 {task} 的后续已有人办理或已对外发出，不能撤回：请用退回',
    'What came of task {task} was acted on or sent out, so it cannot be withdrawn: ask for a return',
  ),
  token_missing: row(
    409,
    '编号 {token} 已不在流程中：请刷新',
    'Number {token} is no longer in the procedure: refresh',
  ),
  jump_target_missing: row(
    422,
    '不能跳转到“{element}”：不在可进入的范围内',
    'A jump to "{element}" is not possible from there',
  ),
  signer_of_signer: row(409, '加签任务 {task} 不能再加签', 'Task {task} is an extra signature itself'),
  signer_missing: row(409, '任务 {task} 不是加签，不能减签', 'Task {task} is no extra signature'),
  signer_last: row(
    409,
    '任务 {task} 是最后一个签署人，不能减去',
    'Task {task} is the last signer and cannot be removed',
  ),
  migration_same: row(409, '事项已在该版本上', 'The matter is on that version already'),
  migration_unmapped: row(
    409,
    '新版本没有与 {elements} 对应的节点：请补充映射',
    'The new version has no counterpart of {elements}: complete the mapping',
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
  value_not_storable: row(
    422,
    '数据库不能保存这样的值：{reason}。请去掉不可见字符或缩短内容',
    'The database cannot hold such a value: {reason}. Remove invisible characters or shorten it',
  ),
  row_exists: row(409, '相同的记录已存在（{constraint}）', 'Such a row exists already ({constraint})'),
  statement_timeout: row(
    503,
    '数据库语句超时，已取消且未生效：请缩小查询范围或稍后重试',
    'A database statement took too long and was cancelled without effect: narrow the query or try later',
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
