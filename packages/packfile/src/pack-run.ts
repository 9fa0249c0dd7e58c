import {
  chinaCalendar,
  chinaNotices,
  calendarFrom,
  isAppError,
  loadNotice,
  parseInstant,
  readNotice,
} from '@duibiao/base'
import type { Calendar, Finding, Instant } from '@duibiao/base'
import { createWorld, isEnded, listAskings, listTasks } from '@duibiao/kernel'
import type { Acted, Actor, Command, Effect, OpenTask, Variables, World, WorldMatter } from '@duibiao/kernel'
import type { CaseStep, PackCase } from './pack-case.ts'
import { compilePack, type CompiledPack } from './pack-compile.ts'
import { compareExpectation } from './pack-expectation.ts'
import { faultAt } from './pack-fault.ts'
import type { Pack } from './pack.ts'
import { lineAt } from './pack-yaml.ts'

/** A worked case played through; `findings` tell what was not as the case says. */
export type CaseResult = {
  readonly file: string
  readonly title: PackCase['title']
  readonly passed: boolean
  readonly findings: readonly Finding[]
}

/** A case under way. */
export type CaseRun = {
  readonly pack: Pack
  readonly compiled: CompiledPack
  readonly one: PackCase
  readonly world: World
  calendar: Calendar
  matter: string
  /** What the matter has sent in the last step that acted. */
  sent: readonly Message[]
  readonly findings: Finding[]
}

type Message = Extract<Effect, { readonly kind: 'message' }>

/** Plays every worked case of a pack in a world of its own. */
export function runCases(pack: Pack): readonly CaseResult[] {
  return pack.cases.map((one) => runCase(pack, one))
}

/** Plays one worked case to its end, also past what is wrong. */
export function runCase(pack: Pack, one: PackCase): CaseResult {
  const run = openRun(pack, one)
  try {
    if (startCase(run)) one.steps.forEach((step, index) => playStep(run, step, `/steps/${index}`))
  } catch (error) {
    if (!isAppError(error)) throw error
    report(run, '', `${error.code}: ${error.message}`)
  }
  return { file: one.file, title: one.title, passed: run.findings.length === 0, findings: run.findings }
}

function openRun(pack: Pack, one: PackCase): CaseRun {
  const compiled = compilePack(pack, one.preset === undefined ? {} : { preset: one.preset })
  const last = one.announced_until
  const calendar =
    last === undefined ? chinaCalendar() : calendarFrom(chinaNotices.filter((notice) => notice.year <= last))
  const world = createWorld({
    now: parseInstant(one.start.at),
    calendar: () => run.calendar,
    decision: compiled.decision,
    parameter: compiled.parameter,
    // Services outside the product are taken to have been done.
    answer: () => ({}),
    post: (message, matter) => {
      // While the matter is being started its name is not known yet: nothing else is there to send.
      if (run.matter === '' || run.matter === matter) run.sent = [...run.sent, message]
    },
  })
  const run: CaseRun = { pack, compiled, one, world, calendar, matter: '', sent: [], findings: [] }
  world.deploy(compiled.procedures)
  return run
}

function startCase(run: CaseRun): boolean {
  const { start, procedure } = run.one
  const acted = run.world.start({
    procedure: procedure ?? run.compiled.entry.id,
    variables: start.with ?? {},
    actor: actorOf(start.by),
    ...(start.message !== undefined && { by: { kind: 'message', name: start.message } }),
  })
  if (acted.ok) run.matter = acted.matter
  else report(run, '/start', `refused: ${acted.refusal.code}`)
  return acted.ok
}

function playStep(run: CaseRun, step: CaseStep, pointer: string): void {
  // A step that only looks sees what the one before it sent.
  if (Object.keys(step).some((key) => key !== 'expect')) run.sent = []
  const at = step.wait ?? step.at
  if (at !== undefined) moveTo(run, parseInstant(at), pointer)
  const acted = act(run, step, pointer)
  checkActed(run, { step, acted }, pointer)
  const matter = matterOf(run)
  if (step.expect !== undefined && matter !== undefined) {
    const { world, calendar } = run
    for (const text of compareExpectation(step.expect, {
      matter,
      calendar,
      now: world.now(),
      find: world.procedure,
      sent: run.sent,
    }))
      report(run, `${pointer}/expect`, text)
  }
}

function moveTo(run: CaseRun, at: Instant, pointer: string): void {
  if (at < run.world.now()) report(run, pointer, 'the step lies before the one before it')
  else run.world.advanceTo(at)
}

function checkActed(
  run: CaseRun,
  { step, acted }: { readonly step: CaseStep; readonly acted: Acted | undefined },
  pointer: string,
): void {
  const refused = acted === undefined || acted.ok ? undefined : acted.refusal.code
  if (refused === step.refused) return
  if (refused === undefined)
    report(run, pointer, `done, though it should be refused with ${step.refused ?? ''}`)
  else
    report(
      run,
      pointer,
      `refused with ${refused}${acted?.ok === false ? ` ${JSON.stringify(acted.refusal.params)}` : ''}`,
    )
}

/** Does what the step says; undefined when it only waits or looks. */
function act(run: CaseRun, step: CaseStep, pointer: string): Acted | undefined {
  const actor = actorOf(step.by)
  const variables = step.with ?? {}
  if (step.complete !== undefined)
    return complete(run, { step, actor, variables, element: step.complete }, pointer)
  if (step.message !== undefined) return ask(run, { name: step.message, variables, actor }, pointer)
  if (step.signal !== undefined) return run.world.broadcast({ name: step.signal, variables, actor })[0]
  if (step.command !== undefined) return give(run, { given: step.command, actor }, pointer)
  if (step.notice !== undefined) return announce(run, step.notice, pointer)
  return undefined
}

/** A message from a post is one that its pack opens to it, with the form it asks for; one from nobody comes from another matter or system. */
function ask(
  run: CaseRun,
  { name, variables, actor }: { readonly name: string; readonly variables: Variables; readonly actor: Actor },
  pointer: string,
): Acted {
  if (actor.post !== undefined) checkAsked(run, { name, variables, post: actor.post }, pointer)
  return run.world.deliver({ name, matter: run.matter, variables, actor })
}

function checkAsked(
  run: CaseRun,
  { name, variables, post }: { readonly name: string; readonly variables: Variables; readonly post: string },
  pointer: string,
): void {
  const matter = matterOf(run)
  // An ended matter refuses by itself.
  if (matter === undefined || isEnded(matter.state)) return
  const asking = listAskings(matter.state, run.world.procedure).find((one) => one.event === name)
  const open = asking?.posts ?? []
  if (!open.includes(post))
    report(run, `${pointer}/by`, `${name} is open to ${open.join(', ') || 'nobody'}, not to ${post}`)
  for (const fault of run.compiled.form(asking?.form ?? '')?.check(variables) ?? [])
    report(run, `${pointer}/with`, fault.en)
}

type Completion = {
  readonly step: CaseStep
  readonly actor: Actor
  readonly variables: Variables
  readonly element: string
}

function complete(
  run: CaseRun,
  { step, actor, variables, element }: Completion,
  pointer: string,
): Acted | undefined {
  const task = tasksOf(run, element)[(step.nth ?? 1) - 1]
  if (task === undefined) {
    report(run, pointer, `there is no open task ${element}; open: ${openTasks(run)}`)
    return undefined
  }
  const posts = task.task.posts ?? []
  if (actor.post !== undefined && posts.length > 0 && !posts.includes(actor.post))
    report(run, `${pointer}/by`, `${element} is offered to ${posts.join(', ')}, not to ${actor.post}`)
  const form = run.compiled.form(formOf(run, task) ?? '')
  for (const fault of form?.check(variables) ?? []) report(run, `${pointer}/with`, fault.en)
  return run.world.act(run.matter, { kind: 'completeTask', task: task.token, variables }, actor)
}

function formOf(run: CaseRun, task: OpenTask): string | undefined {
  const node = run.world.procedure(task.procedure).nodes.find((one) => one.id === task.element)
  return node?.kind === 'user' ? node.form : undefined
}

/** A command as the case writes it, with the element of a task turned into its number. */
function give(
  run: CaseRun,
  { given, actor }: { readonly given: NonNullable<CaseStep['command']>; readonly actor: Actor },
  pointer: string,
): Acted | undefined {
  const { task: element, ...rest } = given
  if (element === undefined) return run.world.act(run.matter, rest as Command, actor)
  const name = typeof element === 'string' ? element : JSON.stringify(element)
  const task = tasksOf(run, name)[0]
  if (task === undefined) {
    report(run, pointer, `there is no open task ${name}; open: ${openTasks(run)}`)
    return undefined
  }
  return run.world.act(run.matter, { ...rest, task: task.token } as Command, actor)
}

function announce(run: CaseRun, data: NonNullable<CaseStep['notice']>, pointer: string): Acted | undefined {
  const { notice, findings } = readNotice(data, run.one.file)
  for (const finding of findings) report(run, `${pointer}/notice`, finding.en)
  if (notice === undefined) return undefined
  run.calendar = loadNotice(run.calendar, notice)
  const version = String(run.calendar.version)
  return run.world.act(
    run.matter,
    { kind: 'recomputeClocks', calendar: run.calendar.id, version },
    { system: 'calendar' },
  )
}

function tasksOf(run: CaseRun, element: string): readonly OpenTask[] {
  const matter = matterOf(run)
  return matter === undefined
    ? []
    : listTasks(matter.state, run.world.procedure).filter((task) => task.element === element)
}

function openTasks(run: CaseRun): string {
  const matter = matterOf(run)
  return matter === undefined
    ? ''
    : listTasks(matter.state, run.world.procedure)
        .map((task) => task.element)
        .join(', ')
}

function matterOf(run: CaseRun): WorldMatter | undefined {
  return run.world.matter(run.matter)
}

function actorOf(by: string | undefined): Actor {
  if (by === undefined) return { system: 'case' }
  const [post, person] = by.split('/')
  return { ...(post !== undefined && { post }), ...(person !== undefined && { person }) }
}

function report(run: CaseRun, pointer: string, text: string): void {
  const place = { file: run.one.file, line: lineAt(run.one, pointer) }
  run.findings.push(faultAt(place, 'case_failed', [`例未通过：${text}`, text]))
}
