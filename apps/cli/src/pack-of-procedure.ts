import type { Pack } from '@duibiao/packfile'
import type { Installation } from './installation.ts'

/** Where procedures and the packs they came from are found. */
export interface ProcedureSource extends Pick<Installation, 'packs'> {
  readonly library: Pick<Installation['library'], 'find'> & {
    list(): readonly { readonly hash: string; readonly pack: string }[]
  }
}

/** The pack that an installed procedure came from, by the procedure's content hash. */
export function packOfProcedure(hash: string, { library, packs }: ProcedureSource): Pack | undefined {
  const installed = library.list().find((procedure) => procedure.hash === hash)
  return packs.get(installed?.pack.split(' ')[0] ?? '')
}
