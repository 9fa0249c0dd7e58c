import { formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { LadderStep, SupervisionOrder } from '@duibiao/contract'
import { listTasks } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import type { Static } from 'typebox'
import type { Caller } from './caller.ts'
import { commandPermissions } from './command-policy.ts'
import { defined } from './defined.ts'
import { dueOfClock, dueSceneOf } from './due-line.ts'
import { nameOfActor } from './entry-name.ts'
import { wordingOf } from './matter-page.ts'
import { mayAsk } from './permit.ts'
import { rolesOf } from './caller.ts'
import { colourOf, isPending } from './supervision-book.ts'
import type { Order } from './supervision-book.ts'
import type { LadderMark } from './supervision-order.ts'
import type { Tenant } from './tenant.ts'

type Line = Static<typeof SupervisionOrder>
type Step = Static<typeof LadderStep>

/** An order in the form of the contract. */
export function orderLine(tenant: Tenant, caller: Caller, order: Order): Line {
  const { matter, pack, issuedAt, doneAt, ladder, leader } = order
  const { state } = matter
  const tasks = matter.endedAt === undefined ? listTasks(state, tenant.engine.workshop.around.find) : []
  const reminders = ladder.filter(({ kind }) => kind === 'reminder' || kind === 'urge').length
  return {
    id: matter.matter,
    number: matter.number,
    title: matter.title,
    status: state.status,
    ...dueOf(tenant, order),
    assisting: order.assisting.map((office) => ({ office, name: officeName(tenant, office) })),
    opened_at: formatInstant(matter.openedAt),
    ...defined({
      kind: matter.category === undefined ? undefined : kindOf(pack, matter.category),
      office:
        matter.office === undefined
          ? undefined
          : { office: matter.office, name: officeName(tenant, matter.office) },
      leader: leader === undefined ? undefined : { person: leader, name: personName(tenant, leader) },
      issued_at: issuedAt && formatInstant(issuedAt),
      done_at: doneAt && formatInstant(doneAt),
    }),
    ...colourFields(order),
    ...feedbackField(order, tenant),
    reminders,
    returned: order.returns.length,
    extended: order.clock?.extensions.length ?? 0,
    steps: tasks.map(({ element, name }) => wordingOf(pack, 'task', { id: element, name })),
    urgeable: mayUrge(caller) ? tasks.flatMap((task) => (isUrgeable(tenant, task) ? [task.token] : [])) : [],
    ladder: ladder.map((mark) => stepOf(tenant, pack, mark)),
  }
}

/** Lamp, end and what is left of the time it is to be done in; of one that is done no lamp burns. */
function dueOf(tenant: Tenant, order: Order) {
  const { clock } = order
  if (clock === undefined) return { lamp: 'none' as const }
  const { lamp, ...due } = dueOfClock(clock, dueSceneOf(tenant))
  return { ...due, lamp: isPending(order) ? lamp : ('none' as const) }
}

function colourFields(order: Order): Partial<Line> {
  const { pack, ladder, rule, isDecided, colourClock } = order
  const colour = colourOf(order)
  const issued = ladder.findLast(({ kind }) => kind === 'colour')
  return defined({
    colour: colour === undefined ? undefined : { colour, name: colourName(pack, colour) },
    ground: colour === undefined || issued?.rule === undefined ? undefined : groundOf(pack, issued.rule),
    proposed: rule === undefined || isDecided || !isPending(order) ? undefined : groundOf(pack, rule),
    colour_due_at: colour === undefined ? undefined : textOf(colourClock?.dueAt),
  })
}

function feedbackField({ feedback, pack }: Order, tenant: Tenant): Partial<Line> {
  if (feedback === undefined) return {}
  const { at, task, text } = feedback
  const name = tenant.engine.workshop.around
    .find(newestOf(tenant, pack))
    .nodes.find(({ id }) => id === task)?.name
  const step = wordingOf(pack, 'task', { id: task, name: name ?? task })
  return { feedback: { at: formatInstant(at), step, ...defined({ text }) } }
}

/** The hash of the procedure that matters of a pack begin with. */
function newestOf({ library }: Tenant, { manifest }: Pack): string {
  return library.latest(manifest.entry)?.hash ?? ''
}

function stepOf(tenant: Tenant, pack: Pack, { seq, kind, at, actor, colour, rule, note }: LadderMark): Step {
  return {
    seq,
    kind,
    at: formatInstant(at),
    is_by_rule: actor.person === undefined,
    ...defined({
      colour: colour === undefined ? undefined : { colour, name: colourName(pack, colour) },
      ground: rule === undefined ? undefined : groundOf(pack, rule),
      who: actor.person === undefined ? undefined : nameOfActor(tenant, actor),
      note,
    }),
  }
}

type Wording = Readonly<Record<'zh' | 'en', string>>

/** What a pack calls a colour, a row of a table or a kind; its key where it says nothing. */
function textIn({ texts }: Pack, key: string, other: string): Wording {
  return { zh: texts.zh[key] ?? other, en: texts.en[key] ?? other }
}

export function colourName(pack: Pack, colour: string): Wording {
  return textIn(pack, `colour.${colour}`, colour)
}

/** A row of a decision table in words. */
export function groundOf(pack: Pack, rule: string): { rule: string; text: Wording } {
  return { rule, text: textIn(pack, `rule.${rule}`, rule) }
}

/** The kind of an order, by the text of the choice in its form. */
export function kindOf(pack: Pack, kind: string): { kind: string; name: Wording } {
  const variable = pack.manifest.listing?.category ?? ''
  const form = [...pack.forms.values()].find(({ fields }) =>
    fields.some(({ name, choices }) => name === variable && choices.includes(kind)),
  )
  return { kind, name: textIn(pack, `form.${form?.id ?? ''}.${variable}.${kind}`, kind) }
}

export function officeName({ registry }: Pick<Tenant, 'registry'>, office: string): string {
  return registry.state().office.get(office)?.name ?? office
}

export function personName({ registry }: Pick<Tenant, 'registry'>, person: string): string {
  return registry.state().person.get(person)?.name ?? person
}

function textOf(at: Instant | undefined): string | undefined {
  return at && formatInstant(at)
}

/** Who sees to it that others do it. */
function mayUrge(caller: Caller): boolean {
  const roles = commandPermissions.urge.roles ?? {}
  return mayAsk(caller, 'matter.act') && rolesOf(caller).some((role) => roles[role] === 'district')
}

/** Work of a unit that the pack lets be urged; what waits for the supervision office itself is no use to urge. */
function isUrgeable(tenant: Tenant, task: ReturnType<typeof listTasks>[number]): boolean {
  const node = tenant.engine.workshop.around.find(task.procedure).nodes.find(({ id }) => id === task.element)
  const allowed = node !== undefined && 'operations' in node ? (node.operations?.allow ?? []) : []
  return task.task.office !== undefined && allowed.includes('urge')
}
