import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { useService } from '../../wire/service-context.tsx'
import type { Matter, MatterAsk } from './queries.ts'

/** What came of something that was asked for: what waits for a decision now, or why it was not taken. */
export type Outcome = { readonly kind: 'taken' | 'refused'; readonly text: string | undefined }

/**
 * Something that was asked for is held against a table of the pack. Where that says no the procedure ends it without a word:
 * the record says by which line, and whoever asked is told at once.
 */
export function useAskOutcome(matter: Matter, ask: MatterAsk): () => Promise<Outcome> {
  const { t } = useTranslation('matter')
  const say = useWording()
  const service = useService()
  const { decision, clocks } = ask
  const params = { matter: matter.id }
  async function findLine(name: string): Promise<string | undefined> {
    const { value: record } = await service.ask('matter.entries', {
      params,
      query: { after: String(matter.revision), limit: 200 },
    })
    const lines = record.rows.flatMap(({ facts }) => facts.flatMap((fact) => linesOf(fact, name)))
    const given = { params: { pack: matter.pack, decision: name } }
    const { value: found } = await service.ask('pack.decision', given)
    return found.table?.rules.find(({ id }) => lines.includes(id))?.description
  }
  return async () => {
    if (clocks.length === 0 || decision === undefined) return { kind: 'taken', text: undefined }
    const { value: now } = await service.ask('matter.read', { params })
    const opened = now.tasks.filter(({ task }) => !matter.tasks.some((one) => one.task === task))
    if (opened.length > 0) {
      const tasks = opened.map(({ name }) => say(name)).join(t('record.and'))
      return { kind: 'taken', text: t('ask.taken', { tasks }) }
    }
    const line = await findLine(decision).catch(() => undefined)
    return {
      kind: 'refused',
      text: line === undefined ? t('ask.not_taken') : t('ask.not_taken_for', { line }),
    }
  }
}

/** The lines of a table that a fact says were chosen. */
function linesOf(fact: unknown, name: string): readonly string[] {
  const { kind, decision, rules }: Record<string, unknown> = { ...Object(fact) }
  return kind === 'decided' && decision === name && Array.isArray(rules) ? rules.map(String) : []
}
