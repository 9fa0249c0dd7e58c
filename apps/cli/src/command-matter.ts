import { AppError } from '@duibiao/base'
import { isEnded, lampOf, listTasks } from '@duibiao/kernel'
import type { Entry, Lamp, OpenTask } from '@duibiao/kernel'
import { findMatter, readEntries } from '@duibiao/store'
import type { FoundMatter } from '@duibiao/store'
import { groundOfClock } from '@duibiao/server'
import type { Command } from 'commander'
import { dueText, minuteText, standingText } from './clock-view.ts'
import { readConfig } from './config.ts'
import { actorText, commandText, factText, statusText } from './entry-text.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { namesOfMatter } from './matter-name.ts'
import type { Names } from './matter-name.ts'
import type { Session } from './session.ts'
import { formatPairs, formatTable } from './table.ts'

interface ShowOptions {
  readonly json?: true
}

/** `matter show`. */
export function addMatterCommand(program: Command, session: Session): void {
  program
    .command('matter')
    .description(session.say(texts.matters))
    .helpCommand(false)
    .command('show')
    .description(session.say(texts.show))
    .argument('<number>', session.say(texts.number))
    .option('--json', session.say(texts.json))
    .action((number: string, options: ShowOptions) => show(number, options, session))
}

async function show(number: string, { json }: ShowOptions, session: Session): Promise<void> {
  const { terminal, language } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const { database, district, library } = installation
    const found = await findMatter(database, district, number)
    if (found === undefined) throw new AppError('matter_unknown', { matter: number })
    const entries = await readEntries(database, district, found.matter)
    const names = namesOfMatter(found.state, installation, language)
    const tasks = listTasks(found.state, (hash) => library.find(hash)).map((task) => ({
      ...task,
      name: names.element(task.element, task.procedure),
    }))
    if (json === true) terminal.print(JSON.stringify({ ...found, tasks, entries }))
    else
      for (const line of describe({ found, entries, tasks, installation, names }, session))
        terminal.print(line)
  } finally {
    await installation.close()
  }
}

interface View {
  readonly found: FoundMatter
  readonly entries: readonly Entry[]
  readonly tasks: readonly OpenTask[]
  readonly installation: Installation
  readonly names: Names
}

function describe(view: View, session: Session): readonly string[] {
  return [
    ...describeMatter(view, session),
    '',
    ...describeTasks(view, session),
    '',
    ...describeClocks(view, session),
    '',
    ...describeEntries(view, session),
  ]
}

function describeMatter({ found, names }: View, { say, language }: Session): readonly string[] {
  const { number, title, state, openedAt, endedAt, matter } = found
  return formatPairs([
    [say(texts.numberTitle), number],
    [say(texts.title), title],
    [say(texts.procedure), names.procedure],
    [say(texts.status), statusText(state.status, language)],
    [say(texts.opened), minuteText(openedAt)],
    [say(texts.ended), endedAt === undefined ? '—' : minuteText(endedAt)],
    ['id', matter],
  ])
}

function describeTasks({ tasks, names }: View, { say }: Session): readonly string[] {
  if (tasks.length === 0) return [say(texts.noTask)]
  const head = [say(texts.task), say(texts.post), say(texts.office), say(texts.person)]
  return formatTable(
    head,
    tasks.map(({ name, task }) => [
      name,
      (task.posts ?? []).map(names.post).join(say(texts.comma)),
      task.office ?? '—',
      task.person ?? say(texts.nobody),
    ]),
  )
}

function describeClocks({ found, installation, names }: View, { say, language }: Session): readonly string[] {
  const { now } = installation
  const calendar = installation.calendar()
  const clocks = Object.entries(found.state.clocks)
  if (clocks.length === 0) return [say(texts.noClock)]
  const at = isEnded(found.state) && found.endedAt !== undefined ? found.endedAt : now()
  const scene = { calendar, now: at }
  const head = [say(texts.lamp), say(texts.clock), say(texts.due), say(texts.standing), say(texts.ground)]
  return formatTable(
    head,
    clocks.map(([id, clock]) => [
      say(lampTexts[lampOf(clock, at)]),
      names.clock(id),
      dueText(clock, language),
      standingText(clock, language, scene),
      groundOfClock({ clock, matter: found }, installation, language),
    ]),
  )
}

function describeEntries({ entries, names }: View, { say, language }: Session): readonly string[] {
  return formatTable(
    ['#', say(texts.at), say(texts.actor), say(texts.command), say(texts.happened)],
    entries.map(({ seq, at, actor, kind, facts }) => [
      seq,
      minuteText(at),
      actorText(actor, names, language),
      commandText(kind, language),
      facts.flatMap((fact) => factText(fact, names, language) ?? []).join(say(texts.comma)),
    ]),
  )
}

const texts = {
  matters: { zh: '查看事项', en: 'look at a matter' },
  show: {
    zh: '查看事项：状态、待办任务、各时限（绿灯在期限内，黄灯已预警，红灯已超期）和逐条记录',
    en: 'show a matter: its state, open tasks, clocks (green in time, yellow warned, red overdue) and record, entry by entry',
  },
  number: { zh: '事项编号，如 JB-2026-000001', en: 'number of the matter, such as JB-2026-000001' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  numberTitle: { zh: '编号', en: 'number' },
  title: { zh: '标题', en: 'title' },
  procedure: { zh: '流程', en: 'procedure' },
  status: { zh: '状态', en: 'status' },
  opened: { zh: '收到', en: 'opened' },
  ended: { zh: '办结', en: 'ended' },
  task: { zh: '任务', en: 'task' },
  post: { zh: '岗位', en: 'post' },
  office: { zh: '机构', en: 'office' },
  person: { zh: '办理人', en: 'held by' },
  nobody: { zh: '待认领', en: 'nobody yet' },
  noTask: { zh: '没有未办任务', en: 'no open task' },
  noClock: { zh: '没有时限', en: 'no clock' },
  lamp: { zh: '灯', en: 'lamp' },
  clock: { zh: '时限', en: 'clock' },
  due: { zh: '届满', en: 'due' },
  standing: { zh: '情况', en: 'standing' },
  ground: { zh: '时限依据', en: 'ground of the limit' },
  at: { zh: '时间', en: 'time' },
  actor: { zh: '操作人', en: 'by' },
  command: { zh: '命令', en: 'command' },
  comma: { zh: '，', en: ', ' },
  happened: { zh: '发生', en: 'what happened' },
} as const satisfies Readonly<Record<string, Text>>

const lampTexts: Readonly<Record<Lamp, Text>> = {
  none: { zh: '—', en: '—' },
  green: { zh: '绿', en: 'green' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
}
