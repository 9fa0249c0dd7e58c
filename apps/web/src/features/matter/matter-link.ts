/** Another matter that one of a matter's variables names. */
export interface MatterLink {
  /** Id or number. */
  readonly matter: string
  readonly number: string
  /** The variable: `origins`, `links` … */
  readonly relation: string
}

const numbered = /^[A-Z]{1,6}-\d{4}-\d{4,10}$/

/** The matters that variables name: by the envelope of messages between matters, or by a number alone. */
export function linksIn(variables: Readonly<Record<string, unknown>>, own: string): readonly MatterLink[] {
  const links = new Map<string, MatterLink>()
  for (const [relation, value] of Object.entries(variables)) {
    for (const link of walk(value, relation)) {
      if (link.number !== own && !links.has(link.number)) links.set(link.number, link)
    }
  }
  return [...links.values()]
}

function walk(value: unknown, relation: string): readonly MatterLink[] {
  if (typeof value === 'string') {
    return numbered.test(value) ? [{ matter: value, number: value, relation }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one) => walk(one, relation))
  const fields = new Map<string, unknown>(Object.entries(value))
  const [matter, number] = [fields.get('matter'), fields.get('number')]
  return typeof matter === 'string' && typeof number === 'string' && numbered.test(number)
    ? [{ matter, number, relation }]
    : []
}
