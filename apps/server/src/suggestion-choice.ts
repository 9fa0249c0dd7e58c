import type { MatterId } from '@duibiao/base'
import type { Command, Value, Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { keepSuggestion, settleEmergencyFinding } from '@duibiao/store'
import { makeSuggestion, textOf } from './suggestion.ts'
import type { Tenant } from './tenant.ts'

/** What a person is about to decide, before the command is taken: afterwards the matter says something else. */
export interface ChoicePlace {
  readonly matter: MatterId
  readonly pack: Pack | undefined
  /** The variables of the matter as they stand. */
  readonly known: Variables
  /** The step of the task that it completes. */
  readonly element: string | undefined
}

/** Keeps what was decided. */
export type KeepChoice = () => Promise<void>

/**
 * What a person chooses by a command for which something was suggested: category and office, and whether an emergency was one.
 * The suggestion is made anew from what the person saw, by the model of this moment.
 * @returns what keeps it once the command was taken; undefined for commands that decide on neither
 */
export async function readChoice(
  tenant: Tenant,
  command: Command,
  { matter, pack, known, element }: ChoicePlace,
): Promise<KeepChoice | undefined> {
  if (pack === undefined || command.kind !== 'completeTask') return undefined
  const { database, district } = tenant
  const given = command.variables ?? {}
  const keeps: KeepChoice[] = []
  const route = pack.manifest.emergency?.route
  if (route !== undefined && route.task === element) {
    const isConfirmed = Object.entries(route.answers).every(([name, answer]) => isSame(given[name], answer))
    keeps.push(() => settleEmergencyFinding(database, district, { matter, isConfirmed, at: tenant.now() }))
  }
  const chosen = pack.manifest.triage === undefined ? {} : chosenBy(pack, given, known)
  if (chosen.category !== undefined || chosen.office !== undefined) {
    const { model, categories, doubts, office } = await makeSuggestion(tenant, { pack, variables: known })
    keeps.push(() =>
      keepSuggestion(database, district, {
        matter,
        pack: pack.manifest.name,
        model,
        category: categories[0],
        isSure: doubts.length === 0,
        office,
        chosen,
        at: tenant.now(),
      }),
    )
  }
  if (keeps.length === 0) return undefined
  return async () => void (await Promise.all(keeps.map((keep) => keep())))
}

/** A category is confirmed by whoever names it, and by whoever dispatches a matter that has one. */
function chosenBy({ manifest }: Pack, given: Variables, known: Variables) {
  const { category: categoryName, office: officeName } = manifest.listing ?? {}
  const office = textOf(given, officeName)
  const category =
    textOf(given, categoryName) ?? (office === undefined ? undefined : textOf(known, categoryName))
  return { ...(category !== undefined && { category }), ...(office !== undefined && { office }) }
}

function isSame(value: Value | undefined, answer: Value): boolean {
  return value === answer
}
