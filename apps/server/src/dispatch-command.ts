import type { Command, Variables } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { completeDispatch } from './dispatch-completion.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

/** What a command is given to: the pack of the matter, its variables as they stand, the form of the step. */
export interface CommandPlace {
  readonly pack: Pick<Pack, 'manifest'> | undefined
  readonly known: Variables
  /** Undefined where no form checked the variables, as when a matter is opened. */
  readonly form: Pick<Form, 'fields'> | undefined
}

/**
 * A command with what the duty lists of the district say of it today, to be called after the form was checked and before the
 * command goes to the engine. One that dispatches nothing comes back as it is.
 * @throws AppError as `completeDispatch`
 */
export function completeCommand<Given extends Command>(
  command: Given,
  { pack, known, form }: CommandPlace,
  tenant: Pick<Tenant, 'registry' | 'now' | 'calendar'>,
): Given {
  if (!('variables' in command) || command.variables === undefined) return command
  const { variables } = completeDispatch(command.variables, {
    rule: pack?.manifest.dispatch,
    known,
    fields: form && new Set(form.fields.map(({ name }) => name)),
    state: tenant.registry.state(),
    on: todayOf(tenant),
  })
  return variables === command.variables ? command : { ...command, variables }
}
