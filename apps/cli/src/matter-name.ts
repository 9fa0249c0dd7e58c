import type { Language } from '@duibiao/base'
import type { MatterState, Procedure } from '@duibiao/kernel'
import { nameIn } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import type { Installation } from './installation.ts'

/** Where procedures and the packs that serve them are found. */
export interface ProcedureSource {
  readonly library: Pick<Installation['library'], 'find'>
  readonly packs: Pick<Installation['packs'], 'ofProcedure'>
}

/** How things of a matter are called in one language. */
export interface Names {
  readonly procedure: string
  /** A task or another node, by the id of its element; in the procedure told, else in any that the matter has to do with. */
  readonly element: (id: string, procedure?: string) => string
  /** A clock by its id: its key, with the place it runs at where there are several. */
  readonly clock: (id: string) => string
  /** A post by its key in the pack. */
  readonly post: (post: string) => string
}

interface KnownProcedure {
  readonly hash: string
  readonly procedure: Procedure
  readonly pack: Pack | undefined
}

/** The names in a matter: of its own procedure, of those it has called, and of the rest of its pack. */
export function namesOfMatter(state: MatterState, source: ProcedureSource, language: Language): Names {
  const known = proceduresOf(state, source)
  const [own] = known
  return {
    procedure:
      own === undefined ? '—' : nameIn(own.pack?.texts, { ...own.procedure, kind: 'procedure' }, language),
    element(id, hash) {
      const preferred = known.toSorted((a, b) => Number(b.hash === hash) - Number(a.hash === hash))
      for (const { procedure, pack } of preferred) {
        const node = procedure.nodes.find((one) => one.id === id)
        if (node === undefined) continue
        const { name, kind } = node
        return nameIn(pack?.texts, { kind: kind === 'user' ? 'task' : 'node', id, name }, language)
      }
      return id
    },
    clock(id) {
      const key = state.clocks[id]?.key ?? id.split('@')[0] ?? id
      for (const { procedure, pack } of known) {
        const model = procedure.clocks.find((one) => one.key === key)
        if (model !== undefined)
          return nameIn(pack?.texts, { kind: 'clock', id: key, name: model.name ?? '' }, language)
      }
      return id
    },
    post: (post) =>
      known.flatMap(({ pack }) => pack?.manifest.posts[post] ?? []).map((title) => title[language])[0] ??
      post,
  }
}

function proceduresOf({ scopes }: MatterState, source: ProcedureSource): readonly KnownProcedure[] {
  const hashes = Object.values(scopes).flatMap(({ procedure }) => procedure ?? [])
  const own = scopes[0]?.procedure
  const first = own === undefined ? hashes : [own, ...hashes]
  const known = [...new Set(first)].map((hash) => {
    return { hash, procedure: source.library.find(hash), pack: source.packs.ofProcedure(hash) }
  })
  // A called procedure that has ended has no scope any more; its tasks still stand in the record.
  const pack = known[0]?.pack
  const rest = [...(pack?.logic.procedures.values() ?? [])].map((procedure) => {
    return { hash: procedure.hash, procedure, pack }
  })
  return [...known, ...rest]
}
