import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { WordsField } from '../../ui/words-field.tsx'
import { useOffices } from '../../ui/office-picker.tsx'
import { AreaChoice } from './area-choice.tsx'
import type { ZoneDraft } from './race-draft.ts'

interface ZoneFieldsProps {
  readonly number: number
  readonly zone: ZoneDraft
  readonly onZone: (zone: ZoneDraft) => void
  readonly onRemove: (() => void) | undefined
}

/** A zone: what it is called, its areas, its policy, and the office that speaks for it. */
export function ZoneFields({ number, zone, onZone, onRemove }: ZoneFieldsProps) {
  const { t } = useTranslation('race')
  const offices = useOffices()
  return (
    <fieldset className="race-part">
      <legend>{t('new.zone', { number })}</legend>
      <Field label={t('zones.name')} name={`zone-name-${number}`} isRequired>
        {(marks) => (
          <input
            {...marks}
            className="input"
            maxLength={200}
            value={zone.name}
            onChange={({ target }) => onZone({ ...zone, name: target.value })}
          />
        )}
      </Field>
      <Field label={t('zones.areas')} name={`zone-areas-${number}`} isRequired>
        {(marks) => (
          <AreaChoice marks={marks} areas={zone.areas} onAreas={(areas) => onZone({ ...zone, areas })} />
        )}
      </Field>
      <Field
        label={t('zones.office')}
        name={`zone-office-${number}`}
        hint={t('zones.office_hint')}
        isRequired
      >
        {(marks) => (
          <select
            {...marks}
            className="input"
            value={zone.office}
            onChange={({ target }) => onZone({ ...zone, office: target.value })}
          >
            <option value="">{t('choose')}</option>
            {offices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <WordsField
        label={t('zones.policy')}
        name={`zone-policy-${number}`}
        text={zone.policy}
        onText={(policy) => onZone({ ...zone, policy })}
      />
      {onRemove !== undefined && (
        <div>
          <Button onClick={onRemove}>{t('new.zone_less', { number })}</Button>
        </div>
      )}
    </fieldset>
  )
}
