import type { Language } from '@duibiao/base'
import type { Actor, CommandKind, Fact, MatterState } from '@duibiao/kernel'
import { say } from './language.ts'
import type { Text } from './language.ts'
import type { Names } from './matter-name.ts'

/** Who did it: person and post, or the software. */
export function actorText(
  { person, post, deputyFor, system }: Actor,
  names: Pick<Names, 'post'>,
  language: Language,
): string {
  const deputy = deputyFor === undefined ? '' : ` (${deputyFor})`
  const machine =
    system === undefined ? '—' : say(systemWords.get(system) ?? { zh: system, en: system }, language)
  return `${person ?? machine}${deputy}${post === undefined ? '' : ` ${names.post(post)}`}`
}

/** The command of an entry, in the words of the glossary. */
export function commandText(kind: CommandKind, language: Language): string {
  // completeTask reads as `complete task`.
  return language === 'en'
    ? kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : commandWords[kind]
}

/** What a fact says in a timeline; what was only passed by is left out. */
export function factText(fact: Fact, names: Names, language: Language): string | undefined {
  if (fact.kind === 'passed') return undefined
  const word = say(factWords[fact.kind], language)
  if ('clock' in fact) return `${word} ${names.clock(fact.clock)}`
  if (fact.kind === 'ended') return `${word} ${statusText(fact.status, language)}`
  if (fact.kind === 'decided') return `${word} ${names.element(fact.element)} [${fact.rules.join(' ')}]`
  return `${word} ${names.element(fact.element)}`
}

/** How a matter stands. */
export function statusText(status: MatterState['status'], language: Language): string {
  return say(statusWords[status], language)
}

const statusWords: Readonly<Record<MatterState['status'], Text>> = {
  open: { zh: '在办', en: 'open' },
  suspended: { zh: '挂起', en: 'suspended' },
  completed: { zh: '办结', en: 'completed' },
  terminated: { zh: '终止', en: 'terminated' },
  cancelled: { zh: '撤销', en: 'cancelled' },
  failed: { zh: '异常结束', en: 'failed' },
}

/** What the software does by itself. */
const systemWords: ReadonlyMap<string, Text> = new Map([
  ['timer', { zh: '系统定时', en: 'timer' }],
  ['calendar', { zh: '系统日历', en: 'calendar' }],
  ['delivery', { zh: '系统送达', en: 'delivery' }],
  ['import', { zh: '系统导入', en: 'import' }],
])

const factWords: Readonly<Record<Exclude<Fact['kind'], 'passed'>, Text>> = {
  task_opened: { zh: '待办', en: 'opened' },
  task_cancelled: { zh: '取消', en: 'cancelled' },
  task_completed: { zh: '办毕', en: 'completed' },
  clock_started: { zh: '起算', en: 'clock started' },
  clock_recomputed: { zh: '重算', en: 'clock recomputed' },
  clock_met: { zh: '按期', en: 'in time' },
  clock_stopped: { zh: '停止', en: 'clock stopped' },
  clock_paused: { zh: '暂停', en: 'clock paused' },
  clock_resumed: { zh: '恢复', en: 'clock resumed' },
  clock_extended: { zh: '延期', en: 'clock extended' },
  clock_warned: { zh: '预警', en: 'warned' },
  clock_breached: { zh: '超期', en: 'overdue' },
  decided: { zh: '决策', en: 'decided' },
  error_thrown: { zh: '差错', en: 'error' },
  escalation_thrown: { zh: '升级', en: 'escalation' },
  compensated: { zh: '补偿', en: 'compensated' },
  warning: { zh: '提醒', en: 'warning' },
  ended: { zh: '结束', en: 'ended' },
}

const commandWords: Readonly<Record<CommandKind, string>> = {
  start: '立项',
  completeTask: '办理',
  answerService: '服务答复',
  trigger: '触发',
  completeAdHoc: '结束临时子流程',
  fireTimer: '定时',
  deliverMessage: '收到消息',
  deliverSignal: '收到信号',
  setVariables: '修改数据',
  throwError: '报差错',
  throwEscalation: '报升级',
  cancel: '撤销',
  suspend: '挂起',
  resume: '恢复',
  claim: '认领',
  unclaim: '取消认领',
  transfer: '转办',
  delegate: '委派',
  addSigner: '加签',
  removeSigner: '减签',
  urge: '催办',
  copy: '抄送',
  return: '退回',
  withdraw: '撤回',
  jump: '跳转',
  addInstance: '增加实例',
  deleteInstance: '减少实例',
  pauseClock: '暂停时限',
  resumeClock: '恢复时限',
  extendClock: '延长时限',
  recomputeClocks: '重算时限',
  migrate: '迁移',
  note: '记事',
  reopen: '恢复办理',
}
