import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../wire/refusal.ts'
import { MarkView } from './mark-view.tsx'
import { isSheet, labelOf } from './queries.ts'
import type { AnyContent, FactTable } from './queries.ts'
import { ResultTable } from './result-table.tsx'
import { SensitivityView } from './sensitivity-view.tsx'
import type { Preview } from './use-preview.ts'

interface Props {
  readonly preview: Preview
  readonly content: AnyContent
  readonly names: ReadonlyMap<string, string>
  /** There is no table to try it on. */
  readonly isEmpty: boolean
  /** What a mark sheet is tried on. */
  readonly facts?: FactTable
}

/** What the draft would give over the table below; what is older than the draft is grey. */
export function PreviewPanel({ preview, content, names, isEmpty, facts }: Props) {
  const { t } = useTranslation('recipe')
  const { outcome, isOld, isBusy, findings, error } = preview
  const [chosen, setChosen] = useState<string>()
  function nameOf(unit: string): string {
    return labelOf(content.units, unit, names.get(unit))
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <aside className="panel recipe-block recipe-preview" aria-label={t('preview.title')} aria-busy={isBusy}>
      <h2>{t('preview.title')}</h2>
      <p role="status" className="soft">
        {isEmpty
          ? t('preview.empty')
          : t(stateOf({ isBusy, isOld, isFailed: errors > 0 }), { count: errors })}
      </p>
      {error instanceof Refusal && errors === 0 && <p role="alert">{error.problem.detail}</p>}
      {outcome !== undefined && (
        <div className="recipe-outcome" data-old={isOld}>
          <ResultTable outcome={outcome} content={content} nameOf={nameOf} />
          {isSheet(content) && facts !== undefined && (
            <>
              <h3>{t('tab.marks')}</h3>
              <MarkView
                isPlaced
                outcome={outcome}
                sheet={content}
                facts={facts}
                nameOf={nameOf}
                chosen={chosen}
                onChosen={setChosen}
              />
            </>
          )}
          <h3>{t('tab.sensitivity')}</h3>
          <SensitivityView outcome={outcome} content={content} nameOf={nameOf} />
        </div>
      )}
    </aside>
  )
}

type StateKey = 'preview.busy' | 'preview.refused' | 'preview.waiting' | 'preview.done'

function stateOf(state: {
  readonly isBusy: boolean
  readonly isOld: boolean
  readonly isFailed: boolean
}): StateKey {
  if (state.isBusy) return 'preview.busy'
  if (state.isFailed) return 'preview.refused'
  return state.isOld ? 'preview.waiting' : 'preview.done'
}
