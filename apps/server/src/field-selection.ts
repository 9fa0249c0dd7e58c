import type { Operation } from '@duibiao/contract'
import { FieldFault } from './asking.ts'
import type { Asking, Reply } from './route.ts'

/** A request without the choice of fields, and what makes its reply hold only those. */
export interface Selection {
  readonly asking: Asking
  readonly select: (reply: Reply<unknown>) => Reply<unknown>
}

/**
 * Takes `fields` out of the query of a list, so that no handler has to know of it, and leaves the other fields out of the rows.
 * @throws FieldFault when a field is asked for that no row has
 */
export function takeSelection(operation: Operation, asking: Asking): Selection {
  const { fields, ...query } = queryOf(asking)
  const known = rowFields(operation)
  if (typeof fields !== 'string' || known === undefined) return { asking, select: (reply) => reply }
  const wanted = fields.split(',')
  const unknown = wanted.filter((field) => !known.has(field))
  if (unknown.length > 0) {
    const message = `${unknown.join(', ')}: ${[...known].join(', ')}`
    throw new FieldFault([{ path: '/query/fields', code: 'enum', message }])
  }
  return {
    // The rest of a checked query is as checked as the whole.
    asking: { ...asking, query: query as never },
    select: (reply) => ({ ...reply, value: narrow(reply.value, new Set(wanted)) }),
  }
}

function queryOf({ query }: Asking): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(query ?? {}))
}

/** The fields of a row of a list; undefined of an operation that is none. */
function rowFields({ answer }: Operation): ReadonlySet<string> | undefined {
  if (answer.kind !== 'json') return undefined
  const rows = memberOf(memberOf(answer.schema, 'properties'), 'rows')
  const row = memberOf(memberOf(rows, 'items'), 'properties')
  return typeof row === 'object' && row !== null ? new Set(Object.keys(row)) : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined
}

function narrow(value: unknown, wanted: ReadonlySet<string>): unknown {
  const rows = memberOf(value, 'rows')
  if (!Array.isArray(rows)) return value
  return {
    ...Object.fromEntries(Object.entries(value ?? {})),
    rows: rows.map((row: object) =>
      Object.fromEntries(Object.entries(row).filter(([field]) => wanted.has(field))),
    ),
  }
}
