import { useTranslation } from 'react-i18next'
import type { AnyContent } from './queries.ts'

type Wording = AnyContent['name']

interface Props {
  readonly label: string
  /** Unique on the screen. */
  readonly name: string
  readonly value: Wording
  readonly onValue: (value: Wording) => void
  readonly isLong?: boolean
}

/** A text in both languages. */
export function WordingFields({ label, name, value, onValue, isLong = false }: Props) {
  const { t } = useTranslation('recipe')
  return (
    <fieldset className="recipe-wording">
      <legend className="unseen">{label}</legend>
      {(['zh', 'en'] as const).map((language) => {
        const marks = {
          id: `field-${name}-${language}`,
          className: 'input',
          required: true,
          lang: language === 'zh' ? 'zh-CN' : 'en',
          value: value[language],
        }
        return (
          <label key={language}>
            <span>{t(`wording.${language}`, { label })}</span>
            {isLong ? (
              <textarea
                {...marks}
                rows={3}
                onChange={({ target }) => onValue({ ...value, [language]: target.value })}
              />
            ) : (
              <input {...marks} onChange={({ target }) => onValue({ ...value, [language]: target.value })} />
            )}
          </label>
        )
      })}
    </fieldset>
  )
}
