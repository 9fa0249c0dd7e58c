import type { Command, TaskState, Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { refuseUnlistedOffice } from './dispatch-completion.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

/** What a command that hands work on is given to. */
export interface HandoverPlace {
  readonly pack: Pick<Pack, 'manifest'> | undefined
  /** The variables of the matter as they stand. */
  readonly known: Variables
  /** The task that is handed on; undefined when it is gone, which the kernel says. */
  readonly task: TaskState | undefined
}

type HandoverTenant = Pick<Tenant, 'registry' | 'now' | 'calendar'>

/**
 * Holds every other way of giving work to an office against the duty lists, as a dispatch is: 转办 to an office, 转办 and 委派 to
 * somebody who works in another one, and a further assisting office. Who is asked for an opinion (加签) is given no work.
 * @throws AppError `office_unknown`, `duty_not_listed`, `duty_assisting_only`, `duty_taken_back`, `duty_beyond_community`
 */
export function requireHandover(command: Command, place: HandoverPlace, tenant: HandoverTenant): void {
  const rule = place.pack?.manifest.dispatch
  const state = tenant.registry.state()
  if (rule === undefined || state.office.size === 0) return
  const { known } = place
  const ground = { rule, known, fields: undefined, state, on: todayOf(tenant) }
  const assisting = rule.assisting === undefined ? undefined : known[rule.assisting]
  const present = place.task?.office
  const isAssisting = Array.isArray(assisting) && present !== undefined && assisting.includes(present)
  for (const office of officesIn(command, place, tenant)) {
    const as = command.kind === 'addInstance' || isAssisting ? 'assist' : 'lead'
    refuseUnlistedOffice(office, { ...ground, as })
  }
}

/** The offices that get work by a command which had none of it. */
function officesIn(command: Command, { task }: HandoverPlace, tenant: HandoverTenant): readonly string[] {
  if (command.kind === 'transfer') {
    const { office, person } = command.to
    if (office !== undefined) return office === task?.office ? [] : [office]
    return person === undefined ? [] : officeOf(person, task, tenant)
  }
  if (command.kind === 'delegate') return officeOf(command.to, task, tenant)
  if (command.kind !== 'addInstance') return []
  const { office } = tenant.registry.state()
  const values = Object.values(command.variables ?? {})
  return values.flatMap((value) => (typeof value === 'string' && office.has(value) ? [value] : []))
}

/** Where somebody works, unless it is the office that has the task, or they work in several: then it is none's in particular. */
function officeOf(
  person: string,
  task: TaskState | undefined,
  { registry, now }: HandoverTenant,
): readonly string[] {
  const posts = registry.postsOf(person, now()).filter(({ deputyFor }) => deputyFor === undefined)
  const offices = [...new Set(posts.map(({ office }) => office))]
  const isInside =
    task?.office !== undefined && posts.some((post) => post.offices.includes(task.office ?? ''))
  return isInside || offices.length !== 1 ? [] : offices
}
