import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DecisionView } from '../../ui/decision-view.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { DecisionTable } from './decision-table.tsx'
import { PartChoice, useChosenPart } from './part-choice.tsx'
import { useDecision } from './queries.ts'
import type { PackTabProps } from './queries.ts'

/** The decisions of a pack: their tables in words, and as their authors drew them. */
export function DecisionTab({ reference, pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const [isDrawn, setDrawn] = useState(false)
  const parts = pack.decisions.map(({ id, name }) => ({
    id,
    name: pack.texts[`decision.${id}`] ?? name,
    beside: id,
  }))
  const chosen = useChosenPart(parts)
  const decision = useDecision(reference, chosen)
  const title = parts.find(({ id }) => id === chosen)?.name ?? chosen
  return (
    <div className="pack-two">
      <PartChoice label={t('tab.decision')} parts={parts} />
      <div className="pack-shown">
        <h3>{title}</h3>
        <div className="pack-switch" role="group" aria-label={t('decision.how')}>
          {([false, true] as const).map((drawn) => (
            <button
              key={String(drawn)}
              type="button"
              className="press"
              data-kind="plain"
              aria-pressed={isDrawn === drawn}
              onClick={() => setDrawn(drawn)}
            >
              {t(drawn ? 'decision.drawn' : 'decision.words')}
            </button>
          ))}
        </div>
        <Shown query={decision}>
          {({ table, dmn, description }) => (
            <>
              {description !== undefined && <p>{description}</p>}
              {isDrawn ? (
                <DecisionView xml={dmn} decision={chosen} label={title} />
              ) : table === undefined ? (
                <p className="soft">{t('decision.no_table')}</p>
              ) : (
                <DecisionTable table={table} title={title} texts={pack.texts} />
              )}
            </>
          )}
        </Shown>
      </div>
    </div>
  )
}
