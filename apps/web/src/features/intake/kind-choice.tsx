import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import type { CounterKind } from './queries.ts'

interface KindChoiceProps {
  readonly kinds: readonly CounterKind[]
  readonly chosen: CounterKind
  readonly onChoose: (pack: string) => void
}

/** What it is about: a thing at a place, or a demand; each has its form. */
export function KindChoice({ kinds, chosen, onChoose }: KindChoiceProps) {
  const { t } = useTranslation('intake')
  const say = useWording()
  return (
    <fieldset className="intake-kinds">
      <legend>{t('kind.title')}</legend>
      {kinds.map((kind) => (
        <label key={kind.pack} className="choice">
          <input
            type="radio"
            name="intake-kind"
            checked={kind.pack === chosen.pack}
            onChange={() => onChoose(kind.pack)}
          />
          <span>
            {t(kind.is_joinable ? 'kind.place' : 'kind.demand')}{' '}
            <span className="soft small">{say(kind.title)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
