import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { NumberInput } from './number-input.tsx'
import type { AnyContent } from './queries.ts'
import { WordingFields } from './wording-fields.tsx'

const unitKinds = ['area', 'office', 'division'] as const
const shownKinds = ['bands', 'ranks'] as const

interface Props<Kind extends AnyContent> {
  readonly content: Kind
  readonly onContent: (content: Kind) => void
}

/** What a recipe is for, whom and when it judges, and how its results are told. */
export function BasicFields<Kind extends AnyContent>({ content, onContent }: Props<Kind>) {
  const { t } = useTranslation('recipe')
  const { name, purpose, period, units, shown = 'bands' } = content
  return (
    <div className="recipe-form">
      <WordingFields
        name="recipe-name"
        label={t('column.name')}
        value={name}
        onValue={(value) => onContent({ ...content, name: value })}
      />
      <WordingFields
        isLong
        name="recipe-purpose"
        label={t('facts.purpose')}
        value={purpose}
        onValue={(value) => onContent({ ...content, purpose: value })}
      />
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={t(`period.${end}`)} name={`recipe-${end}`} isRequired>
          {(marks) => (
            <input
              {...marks}
              type="date"
              className="input"
              required
              value={period[end]}
              onChange={({ target }) => {
                if (target.value !== '') onContent({ ...content, period: { ...period, [end]: target.value } })
              }}
            />
          )}
        </Field>
      ))}
      <Choice
        name="recipe-units"
        label={t('column.units')}
        value={units}
        options={unitKinds.map((kind) => [kind, t(`units.${kind}`)])}
        onValue={(value) =>
          onContent({ ...content, units: unitKinds.find((kind) => kind === value) ?? units })
        }
      />
      <Choice
        name="recipe-shown"
        label={t('facts.shown')}
        value={shown}
        options={shownKinds.map((kind) => [kind, t(`shown.${kind}`)])}
        onValue={(value) =>
          onContent({ ...content, shown: shownKinds.find((kind) => kind === value) ?? shown })
        }
      />
      <Choice
        name="recipe-bands"
        label={t('facts.bands')}
        value={content.bands.kind}
        options={[
          ['intervals', t('bands.intervals')],
          ['scores', t('bands.scores')],
        ]}
        onValue={(value) =>
          onContent({
            ...content,
            bands: value === 'scores' ? { kind: 'scores', limits: [aLimit(80)] } : { kind: 'intervals' },
          })
        }
      />
      <Limits content={content} onContent={onContent} />
    </div>
  )
}

function aLimit(least: number) {
  return { name: { zh: '', en: '' }, least }
}

/** Bands by written limits of the score. */
function Limits<Kind extends AnyContent>({ content, onContent }: Props<Kind>) {
  const { t } = useTranslation('recipe')
  const { bands } = content
  if (bands.kind !== 'scores') return undefined
  const { limits } = bands
  function put(changed: typeof limits): void {
    onContent({ ...content, bands: { kind: 'scores', limits: changed } })
  }
  return (
    <div className="recipe-wide">
      {limits.map((limit, place) => (
        // Limits have no name of their own before they are given one.
        <div key={String(place)} className="recipe-inline">
          <WordingFields
            name={`recipe-limit-${place}`}
            label={t('bands.name', { number: place + 1 })}
            value={limit.name}
            onValue={(name) => put(limits.with(place, { ...limit, name }))}
          />
          <label className="recipe-inline">
            <span>{t('bands.least')}</span>
            <NumberInput
              label={t('bands.least')}
              value={limit.least}
              onValue={(least) => {
                if (least !== null) put(limits.with(place, { ...limit, least }))
              }}
            />
          </label>
          {limits.length > 1 && (
            <Button size="small" onClick={() => put(limits.toSpliced(place, 1))}>
              {t('act.remove')}
            </Button>
          )}
        </div>
      ))}
      {limits.length < 10 && (
        <Button size="small" onClick={() => put([...limits, aLimit((limits.at(-1)?.least ?? 80) - 10)])}>
          {t('bands.add')}
        </Button>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onValue: (value: string) => void
}

function Choice({ name, label, value, options, onValue }: ChoiceProps) {
  return (
    <Field label={label} name={name}>
      {(marks) => (
        <select {...marks} className="input" value={value} onChange={({ target }) => onValue(target.value)}>
          {options.map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
