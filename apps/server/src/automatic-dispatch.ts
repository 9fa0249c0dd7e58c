import { instantOf, millisecondsPerHour } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { listTasks } from '@duibiao/kernel'
import type { Value, Variables } from '@duibiao/kernel'
import { lookUpParameters } from '@duibiao/packfile'
import type { AutomaticRule, Form, Pack } from '@duibiao/packfile'
import { addAutomaticDispatch, listAutomaticCandidates, readMatters } from '@duibiao/store'
import type { AutomaticCandidate, Engine, ReadMatter } from '@duibiao/store'
import { completeCommand } from './dispatch-command.ts'
import type { Job } from './job.ts'
import { ownVariables } from './matter-description.ts'
import { isSecretMatter, packOf } from './matter-access.ts'
import { takePersonal } from './matter-act.ts'
import { makeSuggestion, textOf } from './suggestion.ts'
import type { Suggestion } from './suggestion.ts'
import type { Tenant } from './tenant.ts'

/** By whom the record says that it was done: no person, and no other part of the software. */
export const automaticActor = 'automatic_dispatch'

/** What a district has settled for dispatches without a person. */
interface AutomaticSetting {
  readonly rule: AutomaticRule
  /** Least probability of category and office together. */
  readonly probability: number
  /** Milliseconds. */
  readonly takeBack: number
}

/** The setting of a pack as it stands now; undefined where people dispatch, which is so unless a district settled otherwise. */
function settingOf({ packs, now }: Tenant, pack: Pack): AutomaticSetting | undefined {
  const { automatic: rule, name } = pack.manifest
  if (rule === undefined) return undefined
  const at = now()
  const look = lookUpParameters(pack.parameters, packs.choiceAt(name, at))
  if (look(rule.allowed, at) !== true) return undefined
  const [probability, hours] = [look(rule.probability, at), look(rule.take_back, at)]
  // A value that is no number allows nothing.
  if (typeof probability !== 'number' || typeof hours !== 'number' || hours <= 0) return undefined
  return { rule, probability, takeBack: hours * millisecondsPerHour }
}

/** Tasks looked at in one run. */
const batch = 100
const interval = 5_000

/** Dispatches what a district lets be dispatched without a person, a batch in a run, round and round. */
export function makeAutomaticDispatch(tenant: Tenant, engine: Engine): Job {
  const marks = new Map<string, AutomaticCandidate | undefined>()
  async function run(isStopped: () => boolean): Promise<void> {
    for (const pack of tenant.packs.list()) {
      const setting = settingOf(tenant, pack)
      if (setting === undefined || isStopped()) continue
      const { name } = pack.manifest
      const wish = { pack: name, element: setting.rule.task, after: marks.get(name), limit: batch }
      const found = await listAutomaticCandidates(tenant.database, tenant.district, wish)
      marks.set(name, found.length === batch ? found.at(-1) : undefined)
      await dispatchAll({ tenant, engine, setting }, found, isStopped)
    }
  }
  return { name: 'automatic-dispatch', district: tenant.district, interval, run }
}

interface Scene {
  readonly tenant: Tenant
  readonly engine: Engine
  readonly setting: AutomaticSetting
}

async function dispatchAll(
  scene: Scene,
  candidates: readonly AutomaticCandidate[],
  isStopped: () => boolean,
): Promise<void> {
  const { database, district } = scene.tenant
  const ids = candidates.map(({ matter }) => matter)
  const matters = ids.length === 0 ? new Map() : await readMatters(database, district, ids)
  for (const { matter, task } of candidates) {
    if (isStopped()) return
    const read: ReadMatter | undefined = matters.get(matter)
    if (read !== undefined) await dispatchOne(scene, read, task)
  }
}

async function dispatchOne(
  { tenant, engine, setting: { rule, probability: least, takeBack } }: Scene,
  { found, listed }: ReadMatter,
  task: number,
): Promise<void> {
  const pack = packOf(tenant, { found })
  if (pack === undefined || isSecretMatter(tenant, { found, listed })) return
  const form = openForm(engine, { found, pack, task, element: rule.task })
  const known = ownVariables(found.data)
  const answer = form && answerOf(await makeSuggestion(tenant, { pack, variables: known }), { pack, known })
  if (answer === undefined || answer.probability < least) return
  const variables = variablesOf(rule, { pack, known, answer })
  if (form === undefined || form.check(variables).length > 0) return
  const command = { kind: 'completeTask', task, variables } as const
  const completed = takePersonal(completeCommand(command, { pack, known, form }, tenant), pack, tenant)
  const done = await engine.act(found.matter, completed.command, {
    // However often it is tried, and by how many processes, it is done once.
    key: `${automaticActor}:${found.matter}:${task}`,
    actor: { system: automaticActor },
    personal: completed.personal,
  })
  if (!done.ok) return
  await keep(tenant, { matter: found.matter, task, seq: done.receipt.seq, rule, pack, answer, takeBack })
}

interface OpenStep {
  readonly found: ReadMatter['found']
  readonly pack: Pack
  readonly task: number
  readonly element: string
}

/** The form of a task as long as it is open at a step. */
function openForm(engine: Engine, { found, pack, task, element }: OpenStep): Form | undefined {
  const { find } = engine.workshop.around
  const open = listTasks(found.state, find).find(({ token }) => token === task)
  if (open?.element !== element) return undefined
  const node = find(open.procedure).nodes.find(({ id }) => id === element)
  return node?.kind === 'user' && node.form !== undefined ? pack.forms.get(node.form) : undefined
}

interface Answer {
  readonly model: number
  readonly category: string
  readonly office: string
  readonly probability: number
}

/**
 * What would be dispatched: never an emergency, nothing that is not sure, and no category that a person has named otherwise. An
 * office that follows from a duty list is certain.
 */
function answerOf(
  { model, categories: [first], doubts, office, dangers }: Suggestion,
  { pack, known }: { readonly pack: Pack; readonly known: Variables },
): Answer | undefined {
  if (dangers.length > 0 || doubts.length > 0) return undefined
  if (model === undefined || first === undefined || office === undefined) return undefined
  const named = textOf(known, pack.manifest.listing?.category)
  if (named !== undefined && named !== first.category) return undefined
  const probability = first.probability * (office.probability ?? 1)
  return { model, category: first.category, office: office.office, probability }
}

function variablesOf(
  { answers = {}, offices }: AutomaticRule,
  { pack, known, answer }: { readonly pack: Pack; readonly known: Variables; readonly answer: Answer },
): Variables {
  const { category, office } = pack.manifest.listing ?? {}
  const unknown = Object.entries(answers).filter(([name]) => (known[name] ?? null) === null)
  const given: Record<string, Value> = Object.fromEntries(unknown)
  if (category !== undefined && textOf(known, category) === undefined) given[category] = answer.category
  if (office !== undefined) given[office] = answer.office
  if (offices !== undefined) given[offices] = [answer.office]
  return given
}

interface Kept {
  readonly matter: MatterId
  readonly task: number
  readonly seq: number
  readonly rule: AutomaticRule
  readonly pack: Pack
  readonly answer: Answer
  readonly takeBack: number
}

async function keep(
  { database, district, now }: Tenant,
  { matter, task, seq, rule, pack, answer, takeBack }: Kept,
): Promise<void> {
  const dispatchedAt = now()
  await addAutomaticDispatch(database, district, {
    ...answer,
    matter,
    pack: pack.manifest.name,
    task,
    element: rule.task,
    seq,
    dispatchedAt,
    takeBackUntil: instantOf(dispatchedAt + takeBack),
  })
}
