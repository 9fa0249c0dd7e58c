import type { Command, Effect, MatterState } from '@duibiao/kernel'
import type { Instant, LegalBasis } from '@duibiao/base'
import type { ParameterValue } from './pack-parameter.ts'
import { isClockUnit } from '@duibiao/base'

/** What a shell tells about a call before it turns it into commands. */
export type ClockServiceContext = {
  readonly state: MatterState
  /** Who approved: the person or post of the command that led here. */
  readonly approver: string
  readonly now: Instant
  /** The dated value of a parameter now, with its ground. */
  readonly limit: (parameter: string) => ParameterValue | undefined
}

/**
 * The commands a service call of a pack asks the shell to give to the same matter:
 * `clock.extend:<clock>` (once more its own limit) or `clock.extend:<clock>:<parameter>`, `clock.pause:<clock>,<clock>`,
 * `clock.resume:<clock>,<clock>`. Clocks for which the command would be refused (stopped, overdue, not paused) are left
 * out. Undefined when the service is none of these; then the shell sends the call on.
 */
export function commandsOfService(
  call: Pick<Extract<Effect, { readonly kind: 'call_service' }>, 'service' | 'input'>,
  context: ClockServiceContext,
): readonly Command[] | undefined {
  const [verb = '', clocks = '', parameter] = call.service.split(':')
  const named = clocks.split(',').filter((clock) => clock !== '')
  switch (verb) {
    case 'clock.extend':
      return named.flatMap((clock) =>
        extensionOf({ clock, parameter, reason: reasonOf(call.input, 'extension_reason') }, context),
      )
    case 'clock.pause':
      return named
        .filter((clock) => isCounting(context, clock))
        .map((clock) => ({
          kind: 'pauseClock',
          clock,
          reason: reasonOf(call.input, 'shelving_reason', 'shelving_plan', 'pause_reason'),
        }))
    case 'clock.resume':
      return named
        .filter((clock) => context.state.clocks[clock]?.status === 'paused')
        .map((clock) => ({ kind: 'resumeClock', clock }))
    default:
      return undefined
  }
}

type Asked = { readonly clock: string; readonly parameter: string | undefined; readonly reason: string }

function extensionOf({ clock, parameter, reason }: Asked, context: ClockServiceContext): readonly Command[] {
  const held = context.state.clocks[clock]
  if (held === undefined || !isCounting(context, clock)) return []
  const { approver } = context
  if (parameter === undefined) {
    const { amount, unit } = held.rule
    return [{ kind: 'extendClock', clock, extension: { amount, unit, approver, reason } }]
  }
  const limit = context.limit(parameter)
  if (limit === undefined || typeof limit.value !== 'number') return []
  const unit = limit.unit !== undefined && isClockUnit(limit.unit) ? { unit: limit.unit } : {}
  const basis: { legalBasis?: LegalBasis } =
    limit.legal_basis === undefined ? {} : { legalBasis: limit.legal_basis }
  return [
    { kind: 'extendClock', clock, extension: { amount: limit.value, approver, reason, ...unit, ...basis } },
  ]
}

/** Running and not overdue: only then may time be added or taken out. */
function isCounting({ state, now }: ClockServiceContext, clock: string): boolean {
  const held = state.clocks[clock]
  return (
    held?.status === 'running' &&
    held.breachedAt === undefined &&
    (held.dueAt === undefined || held.dueAt > now)
  )
}

function reasonOf(input: { readonly [name: string]: unknown }, ...names: readonly string[]): string {
  for (const name of names) {
    const value = input[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return 'as approved'
}
