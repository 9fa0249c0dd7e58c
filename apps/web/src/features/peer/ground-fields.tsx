import { Segmented } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from './choice.ts'
import { kinds } from './peer-state.ts'
import type { Kind } from './peer-state.ts'
import { PlaceSelect } from './place-select.tsx'
import { usePeerState } from './use-peer-state.ts'

const nothingChosen = {
  own: undefined,
  peer: undefined,
  period: undefined,
  c: undefined,
  i: undefined,
  s: undefined,
  list: undefined,
  ranking: undefined,
  indicator: undefined,
  shown: undefined,
  at: undefined,
} as const

/** What is compared, of which period, and whose place it is. */
export function GroundFields({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const periods = useId()
  const suggested = [...new Set(choice.ground.indicators.flatMap(({ first, last }) => [last, first]))]
  return (
    <div className="panel peer-block peer-choices" role="group" aria-label={t('choose')}>
      <Segmented<Kind>
        name="peer-units"
        aria-label={t('units.label')}
        value={state.units}
        options={kinds.map((value) => ({ value, label: t(`units.${value}`) }))}
        // Codes of one kind mean nothing in another.
        onChange={(units) => change({ ...nothingChosen, units })}
      />
      <label>
        <span className="soft">{t('own')}</span>
        <PlaceSelect
          places={choice.ground.places}
          value={choice.own}
          onValue={(own) => change({ own, peer: undefined, s: undefined })}
        />
      </label>
      <label>
        <span className="soft">{t('period.label')}</span>
        <input
          key={choice.period}
          className="input peer-period"
          defaultValue={choice.period}
          list={periods}
          title={t('period.form')}
          pattern="\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?"
          onBlur={({ target }) => {
            if (target.checkValidity()) change({ period: target.value, s: undefined })
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') currentTarget.blur()
          }}
        />
        <datalist id={periods}>
          {suggested.map((period) => (
            <option key={period} value={period} />
          ))}
        </datalist>
      </label>
    </div>
  )
}
