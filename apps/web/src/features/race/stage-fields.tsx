import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import type { StageDraft } from './race-draft.ts'

interface StageFieldsProps {
  readonly number: number
  readonly stage: StageDraft
  readonly onStage: (stage: StageDraft) => void
  readonly onRemove: (() => void) | undefined
}

/** A stage: what it is called, and its months. */
export function StageFields({ number, stage, onStage, onRemove }: StageFieldsProps) {
  const { t } = useTranslation('race')
  return (
    <fieldset className="race-part race-stage-fields">
      <legend>{t('new.stage', { number })}</legend>
      <Field label={t('new.stage_name')} name={`stage-name-${number}`} isRequired>
        {(marks) => (
          <input
            {...marks}
            className="input"
            maxLength={200}
            value={stage.name}
            onChange={({ target }) => onStage({ ...stage, name: target.value })}
          />
        )}
      </Field>
      <Field label={t('new.stage_from')} name={`stage-from-${number}`} isRequired>
        {(marks) => (
          <input
            {...marks}
            className="input"
            type="month"
            value={stage.from}
            onChange={({ target }) => onStage({ ...stage, from: target.value })}
          />
        )}
      </Field>
      <Field label={t('new.stage_to')} name={`stage-to-${number}`} isRequired>
        {(marks) => (
          <input
            {...marks}
            className="input"
            type="month"
            value={stage.to}
            onChange={({ target }) => onStage({ ...stage, to: target.value })}
          />
        )}
      </Field>
      {onRemove !== undefined && (
        <div>
          <Button onClick={onRemove}>{t('new.stage_less', { number })}</Button>
        </div>
      )}
    </fieldset>
  )
}
