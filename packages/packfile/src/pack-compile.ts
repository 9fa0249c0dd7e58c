import type { Decision, Procedure } from '@duibiao/kernel'
import type { Form } from './pack-form.ts'
import { lookUpParameters, type LookupOptions, type ParameterLookup } from './pack-parameter.ts'
import type { Pack } from './pack.ts'
import type { Texts } from './pack-text.ts'

/** A pack as the kernel and its shells use it. */
export type CompiledPack = {
  readonly name: string
  readonly version: string
  readonly hash: string
  readonly procedures: readonly Procedure[]
  readonly entry: Procedure
  readonly decision: (ref: string) => Decision | undefined
  readonly parameter: ParameterLookup
  readonly form: (id: string) => Form | undefined
  readonly texts: { readonly zh: Texts; readonly en: Texts }
}

/** Puts a checked pack into the kernel's hands, with the preset and values of the district that runs it. */
export function compilePack(pack: Pack, options: LookupOptions = {}): CompiledPack {
  const { manifest, logic, hash, parameters, forms, texts } = pack
  const entry = logic.procedures.get(manifest.entry)
  // readPack has refused a pack without its entry.
  if (entry === undefined) throw new TypeError(`pack ${manifest.name} has no procedure ${manifest.entry}`)
  return {
    name: manifest.name,
    version: manifest.version,
    hash,
    procedures: [...logic.procedures.values()],
    entry,
    decision: (ref) => logic.decisions.get(ref),
    parameter: lookUpParameters(parameters, options),
    form: (id) => forms.get(id),
    texts,
  }
}
