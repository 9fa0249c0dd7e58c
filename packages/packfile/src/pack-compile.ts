import { createHash } from 'node:crypto'
import type { Instant } from '@duibiao/base'
import type { Decision, Procedure } from '@duibiao/kernel'
import type { Form } from './pack-form.ts'
import { lookUpParameters, type LookupOptions, type ParameterLookup } from './pack-value.ts'
import type { Pack } from './pack.ts'
import type { Texts } from './pack-text.ts'

/** A pack as the kernel and its shells use it. */
export type CompiledPack = {
  readonly name: string
  readonly version: string
  readonly hash: string
  /** Their hashes cover the pack: the same source beside other tables is another version. */
  readonly procedures: readonly Procedure[]
  readonly entry: Procedure
  readonly decision: (ref: string) => Decision | undefined
  readonly parameter: ParameterLookup
  readonly form: (id: string) => Form | undefined
  readonly texts: { readonly zh: Texts; readonly en: Texts }
}

/** Puts a checked pack into the kernel's hands, with what the district that runs it has settled, now or at each instant. */
export function compilePack(
  pack: Pack,
  options: LookupOptions | ((at: Instant) => LookupOptions) = {},
): CompiledPack {
  const { manifest, logic, hash, parameters, forms, texts } = pack
  const procedures = [...logic.procedures.values()].map((procedure) => ({
    ...procedure,
    hash: procedureHash(procedure.hash, hash),
  }))
  const entry = procedures.find(({ id }) => id === manifest.entry)
  // readPack has refused a pack without its entry.
  if (entry === undefined) throw new TypeError(`pack ${manifest.name} has no procedure ${manifest.entry}`)
  return {
    name: manifest.name,
    version: manifest.version,
    hash,
    procedures,
    entry,
    decision: (ref) => logic.decisions.get(ref),
    parameter: lookUpParameters(parameters, options),
    form: (id) => forms.get(id),
    texts,
  }
}

/** What a matter is bound to: the source of its procedure and the pack that serves it. See docs/decisions/0028. */
function procedureHash(source: string, pack: string): string {
  return createHash('sha256').update(`${source}@${pack}`).digest('hex')
}
