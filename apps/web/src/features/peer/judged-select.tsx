import { useTranslation } from 'react-i18next'
import type { Choice } from './choice.ts'
import { IndicatorSelect } from './indicator-select.tsx'
import { usePeerState } from './use-peer-state.ts'

/** The indicator that is looked at over the years: one of those of which it is said which way is better. */
export function JudgedSelect({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { change } = usePeerState()
  return (
    <label className="peer-choices">
      <span className="soft">{t('indicator')}</span>
      <IndicatorSelect
        label={t('indicator')}
        indicators={choice.ground.indicators.filter(({ better }) => better !== undefined)}
        value={choice.indicator?.code ?? ''}
        onValue={(indicator) => change({ indicator })}
      />
    </label>
  )
}
