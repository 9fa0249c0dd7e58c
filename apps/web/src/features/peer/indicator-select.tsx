import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import type { GroundIndicator } from './ground.ts'

interface IndicatorSelectProps {
  readonly label: string
  readonly indicators: readonly GroundIndicator[]
  readonly value: string
  readonly onValue: (code: string) => void
  /** What the empty choice says. */
  readonly none?: string
}

/** One of the indicators, computed ones apart from imported ones. */
export function IndicatorSelect({ label, indicators, value, onValue, none }: IndicatorSelectProps) {
  const { t } = useTranslation('peer')
  const say = useWording()
  const groups = [...Map.groupBy(indicators, ({ source }) => source)]
  return (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={({ target }) => onValue(target.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {groups.map(([source, own]) => (
        <optgroup key={source} label={t(`source.${source}`)}>
          {own.map(({ code, name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
