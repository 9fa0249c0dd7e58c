import type { AnswerOf, readDecision, readPack, readPackContent } from '@duibiao/contract'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type PackLine = RowOf<'pack.list'>
export type Pack = AnswerOf<typeof readPack>
/** What a part of the page of a pack is given. */
export interface PackTabProps {
  /** As the address says it: `hotline`, or `hotline@2`. */
  readonly reference: string
  readonly pack: Pack
}

export type PackContent = AnswerOf<typeof readPackContent>
export type PackClock = PackContent['clocks'][number]
export type Decision = AnswerOf<typeof readDecision>
export type DecisionTable = NonNullable<Decision['table']>

/** A version never changes. */
const ever = { staysFor: Infinity } as const

/** Every installed version of every pack. */
export function useVersions() {
  return useAsk('pack.list', { query: { all: true, limit: 200 } })
}

export function usePack(pack: string) {
  return useAsk('pack.read', { params: { pack } })
}

/** What is in a version, and how many matters run on it. */
export function useContent(pack: string) {
  return useAsk('pack.content', { params: { pack } })
}

export function useDecision(pack: string, decision: string) {
  return useAsk('pack.decision', { params: { pack, decision } }, { ...ever, isWanted: decision !== '' })
}

export function useForm(pack: string, form: string) {
  return useAsk('form.read', { params: { pack, form } }, { ...ever, isWanted: form !== '' })
}

export function useDocument(pack: string, document: string) {
  return useAsk('pack.document', { params: { pack, document } }, { ...ever, isWanted: document !== '' })
}

export function useCodes(pack: string, list: string) {
  return useAsk('pack.codes', { params: { pack, list } }, { ...ever, isWanted: list !== '' })
}

export function useChanges(pack: string, since: string) {
  return useAsk('pack.compare', { params: { pack }, query: { since } }, { ...ever, isWanted: since !== '' })
}

/** What the checks of this version of the software say. */
export function useFindings(pack: string, isWanted: boolean) {
  return useAsk('pack.check', { params: { pack } }, { ...ever, isWanted })
}
