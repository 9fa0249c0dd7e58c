import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** What the kernel refuses of matters, clocks and events, and how matters and procedures are found. */
export const kernelErrors = {
  // finding matters and procedures, delivery of messages
  matter_unknown: row(
    404,
    { zh: '没有事项“{matter}”', en: 'There is no matter "{matter}"' },
    {
      zh: '请核对编号，并确认区县和数据库无误',
      en: 'check the number, and that district and database are the right ones',
    },
  ),
  matter_exists: row(
    409,
    { zh: '事项“{matter}”已存在', en: 'Matter "{matter}" exists already' },
    {
      zh: '请查看已有事项，或以新的标识立项',
      en: 'look at the one that exists, or open a matter with a new id',
    },
  ),
  matter_damaged: row(
    500,
    { zh: '事项“{matter}”的当前状态已损坏，无法读取', en: 'What is stored of matter "{matter}" is damaged' },
    {
      zh: '请运行 duibiao rebuild，由记录重建',
      en: 'run `duibiao rebuild`, which makes it anew from the record',
    },
  ),
  matter_suspended: row(
    409,
    { zh: '事项已挂起', en: 'The matter is suspended' },
    { zh: '请先恢复再办理', en: 'resume it first' },
  ),
  procedure_unknown: row(
    404,
    { zh: '没有流程“{procedure}”', en: 'There is no procedure "{procedure}"' },
    { zh: '请先安装含有它的治理包', en: 'install the pack that holds it' },
  ),
  message_not_expected: row(
    409,
    { zh: '没有事项在等待消息“{name}”', en: 'No matter waits for message "{name}"' },
    {
      zh: '请核对消息名和关联值，或等事项走到该步后再发',
      en: 'check its name and correlation, or send it when the matter has come to that step',
    },
  ),
  message_ambiguous: row(
    409,
    { zh: '有 {count} 个接收方在等待消息“{name}”', en: '{count} receivers wait for message "{name}"' },
    { zh: '请指明事项', en: 'name the matter' },
  ),
  effect_chain_too_long: row(
    422,
    {
      zh: '一个操作连锁引发的消息或定时超过 {limit} 个，已停止',
      en: 'One command set off more than {limit} messages or timers and was stopped',
    },
    { zh: '请检查流程是否循环', en: 'check the procedures for a circle' },
  ),

  // what a decision refuses
  matter_started: row(
    409,
    { zh: '事项已启动，不能再次启动', en: 'The matter has started already' },
    { zh: '请直接办理其任务', en: 'go on with its tasks' },
  ),
  matter_not_started: row(
    409,
    { zh: '事项尚未启动', en: 'The matter has not started' },
    { zh: '请先启动', en: 'start it first' },
  ),
  matter_closed: row(
    409,
    { zh: '事项已结束（{status}）', en: 'The matter has ended ({status})' },
    { zh: '如仍有诉求，请走复议或重新立项', en: 'ask for a review or open a new one' },
  ),
  matter_not_completed: row(
    409,
    { zh: '事项没有办结（{status}），无须恢复办理', en: 'The matter is not completed ({status})' },
    { zh: '请直接办理', en: 'go on with its tasks' },
  ),
  reopen_reason_missing: row(
    422,
    { zh: '恢复办理须写明理由', en: 'Going on with a matter that ended needs a reason' },
    { zh: '请写明理由', en: 'say why' },
  ),
  matter_not_suspended: row(
    409,
    { zh: '事项没有挂起，无须恢复', en: 'The matter is not suspended' },
    { zh: '请直接办理', en: 'go on with its tasks' },
  ),
  start_missing: row(
    422,
    { zh: '流程“{procedure}”没有这样的开始事件', en: 'Procedure "{procedure}" has no such start event' },
    { zh: '请检查启动方式', en: 'check how it is started' },
  ),
  flow_missing: row(
    422,
    {
      zh: '节点“{element}”没有一条出路的条件成立，也没有默认流',
      en: 'No condition after "{element}" holds and it has no default flow',
    },
    { zh: '请补充数据或修改流程', en: 'complete the data or mend the procedure' },
  ),
  procedure_endless: row(
    422,
    {
      zh: '流程连续自动执行超过 {steps} 步仍未等待，已停止',
      en: 'The procedure took {steps} automatic steps without waiting and was stopped',
    },
    { zh: '请检查是否循环', en: 'check it for a circle' },
  ),
  event_name_missing: row(
    422,
    { zh: '事件“{element}”的消息名、信号名或时间为空', en: 'The name or time of event "{element}" is empty' },
    { zh: '请补充数据', en: 'complete the data' },
  ),
  cardinality_invalid: row(
    422,
    { zh: '多实例节点“{element}”的实例数“{value}”无效', en: '"{value}" instances of "{element}" cannot be' },
    { zh: '须为 0 至 10000 的整数或清单', en: 'give a whole number from 0 to 10000, or a list' },
  ),
  receiver_invalid: row(
    422,
    {
      zh: '“{element}”的收件事项“{value}”无效',
      en: '"{value}" names no matters that the message of "{element}" could go to',
    },
    {
      zh: '须为事项标识、含 matter 的对象，或它们的清单',
      en: 'give the id of a matter, a context with `matter`, or a list of these',
    },
  ),
  instance_missing: row(
    409,
    {
      zh: '编号 {token} 不是多实例节点的实例',
      en: 'Number {token} is no instance of a multi-instance activity',
    },
    { zh: '请刷新后从现有实例中选择', en: 'refresh and choose one of the present instances' },
  ),
  decision_missing: row(
    422,
    {
      zh: '节点“{element}”引用的决策“{decision}”不存在',
      en: 'Decision "{decision}" of "{element}" is not there',
    },
    { zh: '请检查治理包', en: 'check the pack' },
  ),
  called_procedure_missing: row(
    422,
    {
      zh: '节点“{element}”调用的流程“{called}”不存在',
      en: 'Procedure "{called}" called by "{element}" is not there',
    },
    { zh: '请先安装', en: 'install it first' },
  ),
  transaction_missing: row(
    422,
    { zh: '取消事件“{element}”不在事务子流程内', en: 'Cancel event "{element}" lies in no transaction' },
    { zh: '请修改流程', en: 'mend the procedure' },
  ),
  clock_amount_missing: row(
    422,
    { zh: '时限“{clock}”没有数值', en: 'Clock "{clock}" has no amount' },
    { zh: '请在参数中填写', en: 'fill in its parameter' },
  ),
  clock_date_past: row(
    422,
    {
      zh: '时限“{clock}”的完成日期 {date} 不在今天之后',
      en: 'The day {date} by which "{clock}" ends does not lie ahead',
    },
    { zh: '请填写今天之后的日期', en: 'give a day after today' },
  ),
  clock_missing: row(
    404,
    { zh: '事项没有时限“{clock}”', en: 'The matter has no clock "{clock}"' },
    { zh: '请查看事项，从列出的时限中选择', en: 'look at the matter and choose a clock it lists' },
  ),
  clock_not_running: row(
    409,
    { zh: '时限“{clock}”没有在计时', en: 'Clock "{clock}" is not running' },
    {
      zh: '请查看时限情况：已暂停的先恢复，已停止的不能再改',
      en: 'look at the clock and resume it if it is paused; one that has stopped stays as it is',
    },
  ),
  clock_not_paused: row(
    409,
    { zh: '时限“{clock}”没有暂停', en: 'Clock "{clock}" is not paused' },
    { zh: '无须恢复，请继续办理', en: 'there is nothing to resume, go on with the work' },
  ),
  pause_reason_missing: row(
    422,
    { zh: '没有写明暂停的理由', en: 'The pause has no reason' },
    { zh: '请写明理由后再暂停', en: 'state the reason, then pause' },
  ),
  pause_basis_missing: row(
    422,
    {
      zh: '法定时限“{clock}”的暂停没有法律依据',
      en: 'The pause of the legal clock "{clock}" has no legal basis',
    },
    {
      zh: '请写明规定扣除该段时间的法律和条款（如“行政许可法 45”）；法律没有规定扣除的时间不得扣除',
      en: 'name the law and article that excludes this time (for permits: Administrative Licensing Law 45); time that no law excludes goes on counting',
    },
  ),
  clock_overdue: row(
    409,
    {
      zh: '时限“{clock}”已届满，不能再暂停或延长',
      en: 'Clock "{clock}" is overdue and can no longer be paused or extended',
    },
    { zh: '请如实办理并说明', en: 'act and explain' },
  ),
  extension_refused: row(
    409,
    {
      zh: '时限“{clock}”最多延期 {most} 次，已用完',
      en: 'Clock "{clock}" may be extended {most} times, which are used up',
    },
    {
      zh: '请在期限内办结，不能办结的如实说明或申请挂账',
      en: 'finish within the limit, or explain the delay or ask for shelving',
    },
  ),
  clocks_unchanged: row(
    409,
    {
      zh: '日历“{calendar}”的变更不影响本事项的时限',
      en: 'The change of calendar "{calendar}" moves no clock of the matter',
    },
    { zh: '无须处理', en: 'nothing needs to be done' },
  ),
  timer_missing: row(
    409,
    {
      zh: '定时 {timer} 已不存在（已触发或已取消）',
      en: 'Timer {timer} is gone, having fired or been cancelled',
    },
    { zh: '请刷新事项查看现状', en: 'refresh the matter to see how it stands' },
  ),
  timer_early: row(
    409,
    { zh: '定时 {timer} 尚未到期', en: 'Timer {timer} is not due yet' },
    { zh: '请等到期后由系统触发', en: 'wait until it is due and fires by itself' },
  ),
  signal_not_expected: row(
    409,
    { zh: '本事项没有在等待信号“{name}”', en: 'The matter does not wait for signal "{name}"' },
    {
      zh: '请核对信号名，或等事项走到该步',
      en: 'check its name, or wait until the matter has come to that step',
    },
  ),
  service_not_waiting: row(
    409,
    { zh: '编号 {token} 没有在等待服务答复', en: 'Number {token} does not wait for a service' },
    {
      zh: '请刷新：可能已经答复或步骤已取消',
      en: 'refresh, since it was answered or its step was cancelled',
    },
  ),
  event_not_waiting: row(
    409,
    { zh: '编号 {token} 没有在等待事件', en: 'Number {token} does not wait for an event' },
    {
      zh: '请刷新：事件可能已发生或步骤已取消',
      en: 'refresh, since the event has happened or its step was cancelled',
    },
  ),
  activity_not_enabled: row(
    409,
    {
      zh: '编号 {token} 处现在不能启动或结束该活动',
      en: 'The activity cannot be started or ended at {token} now',
    },
    { zh: '请刷新，从可启动的活动中选择', en: 'refresh and choose one of the activities offered' },
  ),
  ad_hoc_busy: row(
    409,
    { zh: '临时子流程“{element}”还有未完成的工作', en: 'Ad-hoc sub-process "{element}" still has open work' },
    { zh: '请先完成', en: 'complete it first' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
