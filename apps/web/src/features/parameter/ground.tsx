import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import type { ParameterValue } from './queries.ts'

/** On what a value rests: law and article, or that nobody confirmed it. */
export function Ground({ value }: { value: ParameterValue }) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const { legal_basis: basis, binds, source, note, is_unconfirmed: isUnconfirmed } = value
  const cited = basis === undefined ? source : t('basis', { law: basis.law, article: basis.article })
  return (
    <span className="parameter-ground">
      {cited !== undefined && <span>{cited}</span>}
      {isUnconfirmed && (
        <span className="parameter-unconfirmed">
          {t(
            basis === undefined
              ? 'unconfirmed'
              : binds === undefined
                ? 'unconfirmed'
                : 'unconfirmed_elsewhere',
            { binds: binds ?? '' },
          )}
        </span>
      )}
      {note !== undefined && <span className="soft small">{say(note)}</span>}
    </span>
  )
}

/** Whether the pack, one of its presets, or the district says it. */
export function Origin({ value: { origin, preset } }: { value: ParameterValue }) {
  const { t } = useTranslation('parameter')
  return (
    <span className="parameter-origin" data-origin={origin}>
      {preset === undefined ? t(`origin.${origin}`) : t('origin.preset_of', { preset })}
    </span>
  )
}
