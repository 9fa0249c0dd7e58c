import { formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { MatterCommandKind } from '@duibiao/contract'
import type { Clock, MatterState, TokenId } from '@duibiao/kernel'
import { nameIn } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import { findAutomaticDispatches, isWatched, lampTurns, readSealedValues } from '@duibiao/store'
import { automaticLine } from './automatic-dispatch-line.ts'
import type { Caller } from './caller.ts'
import { groundOfAsk } from './ask-clock.ts'
import type { AskScene } from './ask-clock.ts'
import { groundOfClock } from './clock-ground.ts'
import { explainClock } from './clock-explanation.ts'
import { commandKinds, commandPermissions } from './command-policy.ts'
import { defined } from './defined.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { isOwn, isSecretMatter, isSeen, packOf, viewOf } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { describeDetails } from './matter-detail.ts'
import { dueLine, dueOfClock, dueSceneOf } from './due-line.ts'
import type { DueScene } from './due-line.ts'
import { matterLine } from './matter-line.ts'
import { watcherOf } from './matter-query.ts'
import { showVariables } from './personal-field.ts'
import { mayAsk } from './permit.ts'
import type { Tenant } from './tenant.ts'

/** A matter in the form of the contract, as somebody may see it. */
export async function matterPage(
  tenant: Tenant,
  caller: Caller,
  { access, language }: { readonly access: AccessibleMatter; readonly language: Language },
) {
  const { database, district } = tenant
  const { found, listed, tasks } = access
  const pack = packOf(tenant, access)
  const stored = await readSealedValues(database, district, found.matter)
  const view = viewOf(tenant, caller, access)
  const scene = dueSceneOf(tenant)
  const automatic = (await findAutomaticDispatches(database, district, [found.matter])).get(found.matter)
  const { variables, masked } =
    pack === undefined
      ? { variables: {}, masked: [] }
      : showVariables(ownVariables(found.data), { pack, stored, view })
  return {
    ...matterLine(listed, scene),
    revision: found.revision,
    variables,
    masked: [...masked],
    details:
      pack === undefined
        ? []
        : [...describeDetails(tenant, { pack, variables, language, first: formsOf(tenant, access) })],
    tasks: tasks.map(({ token, element, name, task, offer, headed, ...place }) => ({
      task: token,
      ...dueOfTask(found.state, token, scene),
      is_returned: task.returned === true,
      element,
      name: wordingOf(pack, 'task', { id: element, name }),
      posts: [...(task.posts ?? [])],
      ...(task.office !== undefined && { office: task.office }),
      // Who reported it is told which post has it, not who.
      ...(task.person !== undefined && !isOwn(caller, listed) && { person: task.person }),
      opened_at: formatInstant(found.updatedAt),
      ...formOf(tenant, { procedure: place.procedure, element }),
      allowed: taskCommands(tenant, { procedure: place.procedure, element }).filter(
        (kind) => offer !== undefined || (headed !== undefined && commandPermissions[kind].isHeads === true),
      ),
      ...(offer !== undefined && returnsOf(tenant, pack, { procedure: place.procedure, element })),
    })),
    asks: askLines(tenant, { access, pack, language, now: scene.now }),
    allowed: matterCommands(tenant, caller, access),
    withdrawable: withdrawableBy(tenant, caller, access),
    is_secret: isSecretMatter(tenant, access),
    ...(automatic !== undefined &&
      !isOwn(caller, listed) && {
        ...(automatic.takenBackAt === undefined && { is_automatic: true }),
        automatic: automaticLine(tenant, automatic),
      }),
    is_watched: await isWatched(database, district, { person: watcherOf(caller), matter: found.matter }),
  }
}

/** What may be asked of a matter, each with what may come of it. */
function askLines(tenant: Tenant, scene: AskScene) {
  const { access, pack } = scene
  return access.askings
    .filter(({ isOpen }) => isOpen)
    .map(({ event, element, name, form, procedure }) => {
      const ground = groundOfAsk(tenant, { procedure, element }, scene)
      return {
        message: event,
        element,
        name: wordingOf(pack, 'node', { id: element, name }),
        ...(form !== undefined && { form }),
        ...ground,
        clocks: ground.clocks.map((clock) => ({
          ...clock,
          name: wordingOf(pack, 'clock', { id: clock.key, name: clock.name }),
        })),
      }
    })
}

/** The clocks of a matter, each with the reason for its end in the language asked for. */
export function clockRows(tenant: Tenant, access: AccessibleMatter, language: Language) {
  const scene = dueSceneOf(tenant)
  const pack = packOf(tenant, access)
  return Object.entries(access.found.state.clocks).map(([id, clock]) => ({
    clock: id,
    key: clock.key,
    name: wordingOf(pack, 'clock', { id: clock.key, name: nameOfClock(tenant, access, clock) }),
    kind: kindOfClock(tenant, access, clock),
    status: clock.status,
    ...dueOfClock(clock, scene),
    is_extendable: isExtendable(clockModel(tenant, access, clock), clock),
    started_at: formatInstant(clock.startedAt),
    ...defined({
      breached_at: clock.breachedAt && formatInstant(clock.breachedAt),
      stopped_at: clock.stoppedAt && formatInstant(clock.stoppedAt),
    }),
    ground: groundOfClock(
      { clock, matter: access.found },
      { library: tenant.engine.workshop.around, packs: tenant.packs, calendar: tenant.calendar },
      language,
    ),
    explanation: explainClock(clock, language, tenant.calendar()).split('\n'),
  }))
}

/** How near a task is to its end: of the clocks that run for it, as its row in lists has it. */
export function dueOfTask(state: MatterState, token: TokenId, scene: DueScene) {
  const { warnAt, dueAt, dueClock } = lampTurns(state, token)
  const clock = dueClock === null ? undefined : state.clocks[dueClock]
  const { is_provisional, remaining } = clock === undefined ? {} : dueOfClock(clock, scene)
  return {
    ...dueLine({ warnAt: warnAt ?? undefined, dueAt: dueAt ?? undefined, dueClock: undefined }, scene),
    ...defined({ is_provisional, remaining }),
  }
}

/** A name in both languages; the one in the diagram is the Chinese one where the pack says no other. */
export function wordingOf(
  pack: Pack | undefined,
  kind: 'task' | 'node' | 'clock' | 'procedure',
  { id, name }: { readonly id: string; readonly name: string },
): { readonly zh: string; readonly en: string } {
  if (pack === undefined) return { zh: name, en: name }
  const { texts } = pack
  return { zh: nameIn(texts, { kind, id, name }, 'zh'), en: nameIn(texts, { kind, id, name }, 'en') }
}

interface Element {
  readonly procedure: string
  readonly element: string
}

function nodeOf({ engine }: Tenant, { procedure, element }: Element) {
  return engine.workshop.around.find(procedure).nodes.find(({ id }) => id === element)
}

/** The forms of the steps of a matter's procedures, in the order in which they are drawn. */
function formsOf({ engine }: Tenant, { found }: AccessibleMatter): readonly string[] {
  const hashes = Object.values(found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  return [...new Set([found.procedure, ...hashes])].flatMap((hash) =>
    engine.workshop.around
      .find(hash)
      .nodes.flatMap((node) => (node.kind === 'user' ? (node.form ?? []) : [])),
  )
}

function formOf(tenant: Tenant, element: Element): { readonly form?: string } {
  const node = nodeOf(tenant, element)
  return node?.kind === 'user' && node.form !== undefined ? { form: node.form } : {}
}

/** Commands on a task: those that the pack allows at its step, and its completion. */
function taskCommands(tenant: Tenant, element: Element): MatterCommandKind[] {
  const names = new Set<string>(['completeTask', ...allowedAt(nodeOf(tenant, element))])
  return commandKinds.filter((kind) => commandPermissions[kind].isTask === true && names.has(kind))
}

/** Where a task may be sent back to, in the order of the pack; `any` is every task of its procedure. */
function returnsOf(tenant: Tenant, pack: Pack | undefined, { procedure, element }: Element) {
  const node = nodeOf(tenant, { procedure, element })
  const { returnTargets = [] } = node !== undefined && 'operations' in node ? (node.operations ?? {}) : {}
  if (!allowedAt(node).includes('return') || returnTargets.length === 0) return {}
  const { nodes } = tenant.engine.workshop.around.find(procedure)
  const targets = returnTargets.includes('any')
    ? [
        'previous',
        'first',
        ...nodes.flatMap(({ id, kind }) => (kind === 'user' && id !== element ? [id] : [])),
      ]
    : returnTargets
  return {
    return_to: targets.map((to) => {
      const target = nodes.find(({ id }) => id === to)
      return { to, ...(target !== undefined && { name: wordingOf(pack, 'task', target) }) }
    }),
  }
}

/**
 * Commands on the matter as a whole that the policy lets somebody give and its state and pack have a use for; the kernel may
 * still refuse them at its step.
 */
function matterCommands(
  tenant: Tenant,
  caller: Caller,
  { found, listed, tasks, askings }: AccessibleMatter,
): string[] {
  if (found.endedAt !== undefined || !mayAsk(caller, 'matter.act')) return []
  const isSuspended = found.state.status === 'suspended'
  const atTasks = tasks.flatMap((task) => allowedAt(nodeOf(tenant, task)))
  const idle = new Set<string>([
    isSuspended ? 'suspend' : 'resume',
    ...(atTasks.includes('jump') ? [] : ['jump']),
    ...(withdrawableBy(tenant, caller, { found, listed, tasks, askings }).length > 0 ? [] : ['withdraw']),
  ])
  return Object.entries(commandPermissions).flatMap(([kind, permission]) =>
    // What may be asked stands apart, message by message.
    kind !== 'deliverMessage' &&
    !idle.has(kind) &&
    permission.isTask !== true &&
    isSeen(caller, listed, permission)
      ? [kind]
      : [],
  )
}

/** Tasks that somebody completed and nobody has acted after, where the pack lets them be taken back. */
function withdrawableBy(tenant: Tenant, caller: Caller, { found }: AccessibleMatter) {
  if (caller.kind === 'anonymous') return []
  const { scopes, tokens } = found.state
  const done = Object.values(tokens).flatMap(({ origin, waits }) => {
    if (origin === undefined || origin.person !== caller.person || origin.sent || waits !== 'task') return []
    const procedure = scopes[origin.scope]?.procedure ?? found.procedure
    const node = tenant.engine.workshop.around.find(procedure).nodes[origin.node]
    return node !== undefined && allowedAt(node).includes('withdraw') ? [[origin.token, node] as const] : []
  })
  const pack = tenant.packs.ofProcedure(found.procedure)
  return [...new Map(done)].map(([task, node]) => ({ task, name: wordingOf(pack, 'task', node) }))
}

/** Operations that the pack allows at an element. */
function allowedAt(node: ReturnType<typeof nodeOf>): readonly string[] {
  return node !== undefined && 'operations' in node ? (node.operations?.allow ?? []) : []
}

function clockModel({ engine }: Tenant, { found }: AccessibleMatter, { key }: Clock) {
  const hashes = Object.values(found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  return hashes.flatMap((hash) => engine.workshop.around.find(hash).clocks).find((model) => model.key === key)
}

/** Before it is overdue, and not more often than the pack allows. */
function isExtendable(
  model: ReturnType<typeof clockModel>,
  { status, breachedAt, extensions }: Clock,
): boolean {
  return status === 'running' && breachedAt === undefined && extensions.length < (model?.extensionsMax ?? 0)
}

function nameOfClock(tenant: Tenant, access: AccessibleMatter, clock: Clock): string {
  return clockModel(tenant, access, clock)?.name ?? clock.key
}

function kindOfClock(
  tenant: Tenant,
  access: AccessibleMatter,
  clock: Clock,
): 'legal' | 'pledged' | 'internal' {
  return clockModel(tenant, access, clock)?.kind ?? 'internal'
}
