import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import type { TimelineItem } from '../../ui/timeline.tsx'
import type { LadderStep } from './queries.ts'

/** What was done about an order that is not done: when, by whom or by what rule, and in what words; the newest first. */
export function Ladder({ steps }: { steps: readonly LadderStep[] }) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  if (steps.length === 0) return <Empty what={t('ladder.empty')} />
  function itemOf(step: LadderStep, index: number): TimelineItem {
    const { seq, kind, at, colour, ground, is_by_rule: isByRule, who, note } = step
    const lines = [
      ...(ground === undefined ? [] : [t('ladder.ground', { text: say(ground.text) })]),
      ...(note === undefined ? [] : [t('ladder.note', { text: note })]),
    ]
    return {
      key: `${seq}-${index}`,
      at,
      title:
        colour === undefined ? t(`ladder.kind.${kind}`) : t('ladder.issued', { colour: say(colour.name) }),
      who: isByRule ? t('ladder.by_rule') : (who ?? t('ladder.by_hand')),
      mark:
        kind === 'colour' || kind === 'overdue' || kind === 'missed'
          ? 'urgent'
          : isByRule
            ? 'system'
            : 'done',
      ...(lines.length > 0 && {
        detail: lines.map((line) => (
          <p key={line} className="words">
            {line}
          </p>
        )),
      }),
    }
  }
  return <Timeline label={t('ladder.title')} items={steps.map(itemOf).toReversed()} />
}

/** Where an order stands on its ladder, in one line: what was done, one after another. */
export function LadderLine({ steps }: { steps: readonly LadderStep[] }) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const reminders = steps.filter(({ kind }) => kind === 'reminder' || kind === 'urge').length
  const rest = steps.flatMap(({ kind, colour }) => {
    if (kind === 'colour') return colour === undefined ? [] : [say(colour.name)]
    return kind === 'waived' || kind === 'proposal' || kind === 'closed' ? [t(`ladder.short.${kind}`)] : []
  })
  const words = [...(reminders > 0 ? [t('ladder.reminders', { count: reminders })] : []), ...rest]
  if (words.length === 0) return <span className="soft">{t('ladder.none')}</span>
  return <span>{words.join(t('ladder.then'))}</span>
}
