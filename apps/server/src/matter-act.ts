import { AppError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { MatterCommand } from '@duibiao/contract'
import type { Actor, Command, Variables } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { receiptOf } from '@duibiao/store'
import type { PersonalValue, Receipt } from '@duibiao/store'
import { answerOnce } from './answer-once.ts'
import type { Caller, HeldPost } from './caller.ts'
import { commandPermissions } from './command-policy.ts'
import { completeCommand } from './dispatch-command.ts'
import { requireHandover } from './dispatch-handover.ts'
import { nameEvidence, requireAttached } from './evidence-attachment.ts'
import { isKeeper } from './level-policy.ts'
import { accessMatter, isSeen, packOf, reachingRoles } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { requireTarget } from './matter-merge.ts'
import { sealPersonal } from './personal-field.ts'
import { readChoice } from './suggestion-choice.ts'
import type { Tenant } from './tenant.ts'

/** A command of a person, as it came. */
export interface Deed {
  readonly matter: MatterId
  readonly command: MatterCommand
  /** Idempotency key; it counts together with the account that gave it. */
  readonly key: string
  /** The revision the person saw, when they said so. */
  readonly revision?: number
}

/**
 * Gives a matter the command of a person: asks the policy, takes personal data out of the record, and names the post in
 * which they act. What the pack allows at the step is asked by the kernel.
 * @throws AppError `resource_missing`, `permission_missing`, `precondition_failed`, `key_reused`, or the refusal of the kernel
 */
export async function actOn(tenant: Tenant, caller: Caller, deed: Deed): Promise<Receipt> {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const keyed = { ...deed, key: `${caller.account}:${deed.key}` }
  return answerOnce(tenant, keyed, () => carryOut(tenant, caller, keyed))
}

async function carryOut(tenant: Tenant, caller: Person, deed: Deed): Promise<Receipt> {
  const access = await accessMatter(tenant, caller, deed.matter)
  const post = requirePost(caller, { access, command: deed.command })
  if (deed.revision !== undefined && deed.revision !== access.found.revision) {
    throw new AppError('precondition_failed')
  }
  const pack = packOf(tenant, access)
  const form = await requireForm(tenant, access, { command: deed.command, person: caller.person })
  requireVariables(caller, access, { command: deed.command, pack })
  if ('variables' in deed.command) {
    const variables = valuesOf(deed.command.variables)
    await requireTarget(tenant, caller, { found: access.found, pack, form, variables })
  }
  requireOwnName(caller, deed.command)
  requireHandover(
    commandOf(deed.command),
    { pack, known: ownVariables(access.found.data), task: taskOf(access, deed.command)?.task },
    tenant,
  )
  const place = { pack, form, known: ownVariables(access.found.data) }
  const completed = completeCommand(commandOf(deed.command), place, tenant)
  const keepChoice = await readChoice(tenant, completed, {
    matter: deed.matter,
    pack,
    known: place.known,
    element: taskOf(access, deed.command)?.element,
  })
  const { command, personal } = await takeEvidence(tenant, caller, {
    given: deed.command,
    taken: takePersonal(completed, pack, tenant),
  })
  const answer = await tenant.engine.act(deed.matter, command, {
    key: deed.key,
    actor: { ...actorOf(caller, post.held), ...(post.headOf !== undefined && { headOf: post.headOf }) },
    personal,
  })
  const receipt = receiptOf(answer)
  await keepChoice?.()
  return receipt
}

/** Who acts, in which post and for whom, as the record keeps it. */
export function actorOf({ person }: { readonly person: string }, post: HeldPost | undefined): Actor {
  return {
    person,
    ...(post !== undefined && { post: post.post }),
    ...(post?.deputyFor !== undefined && { deputyFor: post.deputyFor }),
  }
}

/** Variables with what is personal sealed, in commands that carry any. */
export function takePersonal(
  command: Command,
  pack: Pack | undefined,
  tenant: Pick<Tenant, 'now' | 'random'>,
): { readonly command: Command; readonly personal: readonly PersonalValue[] } {
  if (pack === undefined || !('variables' in command) || command.variables === undefined) {
    return { command, personal: [] }
  }
  const { variables, personal } = sealPersonal(command.variables, pack, tenant)
  return { command: { ...command, variables }, personal }
}

interface TakenCommand {
  readonly command: Command
  readonly personal: readonly PersonalValue[]
}

/** What the record keeps of the evidence that a note names by its ids. */
async function takeEvidence(
  tenant: Tenant,
  { person }: Person,
  { given, taken }: { readonly given: MatterCommand; readonly taken: TakenCommand },
): Promise<TakenCommand> {
  if (given.kind !== 'note' || given.evidence === undefined) return taken
  const named = await nameEvidence(tenant, { text: given.text, evidence: given.evidence, person })
  return { command: { ...taken.command, ...named.command }, personal: [...taken.personal, ...named.personal] }
}

/** The body was checked against its schema; JSON values are values of the kernel. */
function commandOf(command: MatterCommand): Command {
  return command as Command & { readonly variables?: Variables }
}

/**
 * What is filled in must be what the form of the step asks for.
 * @returns the form; undefined where the step has none
 * @throws AppError `form_refused` with every fault
 */
async function requireForm(
  tenant: Tenant,
  access: AccessibleMatter,
  { command, person }: { readonly command: MatterCommand; readonly person: string },
): Promise<Form | undefined> {
  if (command.kind !== 'completeTask' && command.kind !== 'deliverMessage') return undefined
  const name =
    command.kind === 'deliverMessage' ? formOf(access, command) : formOfTask(tenant, access, command)
  const form = name === undefined ? undefined : packOf(tenant, access)?.forms.get(name)
  if (form === undefined) return undefined
  const faults = form.check(valuesOf(command.variables))
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
  await requireAttached(tenant, access, { form, values: valuesOf(command.variables), person })
  return form
}

function taskOf({ tasks }: AccessibleMatter, command: MatterCommand) {
  return 'task' in command ? tasks.find(({ token }) => token === command.task) : undefined
}

function formOfTask(
  tenant: Tenant,
  { tasks }: AccessibleMatter,
  { task: wanted }: Extract<MatterCommand, { readonly kind: 'completeTask' }>,
): string | undefined {
  const task = tasks.find(({ token }) => token === wanted)
  const node =
    task && tenant.engine.workshop.around.find(task.procedure).nodes.find(({ id }) => id === task.element)
  return node?.kind === 'user' ? node.form : undefined
}

/** The form of what is asked by a message; undefined for other commands and where the pack asks for none. */
function formOf({ askings }: AccessibleMatter, command: MatterCommand): string | undefined {
  if (command.kind !== 'deliverMessage') return undefined
  return askings.find((asking) => asking.event === command.name && asking.isOpen)?.form
}

/** The body is JSON that was checked; its values are values of the kernel. */
export function valuesOf(given: Readonly<Record<string, unknown>> = {}): Variables {
  return given as Variables
}

type Person = Extract<Caller, { readonly kind: 'person' }>

interface Asked {
  readonly access: AccessibleMatter
  readonly command: MatterCommand
}

/** In which post somebody acts; with `headOf` as the head of an office, on what others in it hold. */
interface ActingPost {
  readonly held: HeldPost | undefined
  readonly headOf?: string
}

/** The post in which somebody may give the command; none is held for one that needs none. @throws AppError `permission_missing` */
function requirePost(caller: Person, { access, command }: Asked): ActingPost {
  if (command.kind === 'deliverMessage') return { held: requireAsking(access, command.name) }
  const permission = commandPermissions[command.kind]
  if (permission.isTask === true && 'task' in command) {
    const task = access.tasks.find(({ token }) => token === command.task)
    const { offer, headed } = task ?? {}
    if (offer !== undefined && permission.roles?.[offer.role] !== undefined) return { held: offer }
    if (headed !== undefined && permission.isHeads === true) return { held: headed, headOf: headed.office }
    // A task that is gone is refused by the kernel, which says so.
    if (task !== undefined) throw new AppError('permission_missing')
    return { held: undefined }
  }
  if (!isSeen(caller, access.listed, permission)) throw new AppError('permission_missing')
  // The one that lets them at this matter, of several they may hold.
  const held = caller.posts.find((post) =>
    isSeen({ ...caller, posts: [post], roles: [] }, access.listed, permission),
  )
  return { held }
}

/**
 * Messages between matters and from systems are open to nobody.
 * @returns the post; undefined for the reporter of the matter, who needs none
 * @throws AppError `permission_missing`
 */
function requireAsking({ askings }: AccessibleMatter, name: string): HeldPost | undefined {
  const asking = askings.find(({ event, isOpen }) => event === name && isOpen)
  if (asking === undefined) throw new AppError('permission_missing')
  return asking.offer
}

/**
 * Variables that no form of a step has checked come from those who may set any; whether a reporter is kept secret, and who it
 * is, is changed by those who keep the secret (F7).
 * @throws AppError `permission_missing`
 */
function requireVariables(
  caller: Person,
  access: AccessibleMatter,
  { command, pack }: { readonly command: MatterCommand; readonly pack: Pack | undefined },
): void {
  if (!('variables' in command) || command.variables === undefined) return
  const { secrecy, reporter } = pack?.manifest.listing ?? {}
  const isGuarded = [secrecy, reporter].some(
    (name) => name !== undefined && Object.hasOwn(valuesOf(command.variables), name),
  )
  if (isGuarded && !reachingRoles(caller, access).some(isKeeper)) throw new AppError('permission_missing')
  const isChecked =
    ['completeTask', 'addSigner', 'addInstance'].includes(command.kind) ||
    formOf(access, command) !== undefined
  if (isChecked || isSeen(caller, access.listed, commandPermissions.setVariables)) return
  throw new AppError('permission_missing')
}

/** Nobody gives their consent in the name of another. @throws AppError `permission_missing` */
function requireOwnName(caller: Person, command: MatterCommand): void {
  if (command.kind === 'extendClock' && command.extension.approver !== caller.person) {
    throw new AppError('permission_missing')
  }
}
