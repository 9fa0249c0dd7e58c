import { useTranslation } from 'react-i18next'
import type { Content } from './queries.ts'
import { knowsValues } from './table-source.ts'
import type { TableChoice } from './table-source.ts'

interface Props {
  readonly content: Content
  readonly choice: TableChoice
  readonly onChoice: (choice: TableChoice) => void
}

/** Whether a computation takes the table below, or what the service knows. */
export function SourceChoice({ content, choice, onChoice }: Props) {
  const { t } = useTranslation('recipe')
  if (!knowsValues(content)) return undefined
  const isImported = content.indicators.some(({ source }) => source === 'imported')
  return (
    <fieldset className="recipe-choices">
      <legend>{t('from.title')}</legend>
      {(['observed', 'entered'] as const).map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="recipe-source"
            checked={choice.kind === kind}
            onChange={() => onChoice(kind === 'entered' ? { kind } : { kind, statistics: '' })}
          />
          {t(`from.${kind}`, content.period)}
        </label>
      ))}
      {choice.kind === 'observed' && isImported && (
        <label>
          {t('from.statistics')}
          <input
            className="input recipe-number"
            value={choice.statistics}
            onChange={({ target }) => onChoice({ ...choice, statistics: target.value.trim() })}
          />
        </label>
      )}
    </fieldset>
  )
}
