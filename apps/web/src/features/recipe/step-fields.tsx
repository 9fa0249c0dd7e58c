import { useTranslation } from 'react-i18next'
import { blankNormalisation, normalisations } from './blank.ts'
import { GoalpostFields } from './goalpost-fields.tsx'
import { NumberInput } from './number-input.tsx'
import type { Content, Step } from './queries.ts'

interface Props<Kind extends Step['kind'] = Step['kind']> {
  readonly content: Content
  readonly step: Extract<Step, { readonly kind: Kind }>
  readonly onStep: (step: Step) => void
}

/** The parameters of a step that are changed most; all others stand in its text. */
export function StepFields({ content, step, onStep }: Props) {
  switch (step.kind) {
    case 'screen':
      return (
        <Amount
          name="share"
          value={step.leastShare * 100}
          onValue={(share) => onStep({ ...step, leastShare: share / 100 })}
        />
      )
    case 'fill':
      return <Fill content={content} step={step} onStep={onStep} />
    case 'treat':
      return (
        <div className="recipe-inline">
          {(['most', 'skewness', 'kurtosis'] as const).map((name) => (
            <Amount
              key={name}
              name={name}
              value={step[name]}
              onValue={(value) => onStep({ ...step, [name]: value })}
            />
          ))}
        </div>
      )
    case 'normalise':
      return <Normalise content={content} step={step} onStep={onStep} />
    case 'round':
      return (
        <Amount name="decimals" value={step.decimals} onValue={(decimals) => onStep({ ...step, decimals })} />
      )
    case 'weigh':
      return <Weigh content={content} step={step} onStep={onStep} />
    case 'aggregate':
      return <Aggregate content={content} step={step} onStep={onStep} />
    case 'rank':
      return (
        <Within
          value={step.within}
          onValue={(within) => onStep({ kind: 'rank', ...(within !== '' && { within }) })}
        />
      )
    case 'select':
    case 'divide':
    case 'cap':
      return undefined
  }
}

const fillings = ['mean', 'median', 'zero'] as const

function Fill({ step, onStep }: Props<'fill'>) {
  const { t } = useTranslation('recipe')
  const { within, ...rest } = step
  return (
    <div className="recipe-inline">
      <Method
        value={step.method}
        options={fillings.map((key) => [key, t(`fill.${key}`)])}
        onValue={(value) => onStep({ ...step, method: fillings.find((key) => key === value) ?? step.method })}
      />
      <Within
        value={within}
        onValue={(group) => onStep({ ...rest, ...(group !== '' && { within: group }) })}
      />
    </div>
  )
}

function Normalise({ content, step, onStep }: Props<'normalise'>) {
  const { t } = useTranslation('recipe')
  const { method } = step
  const numbers = Object.entries(method).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  )
  return (
    <>
      <div className="recipe-inline">
        <Method
          value={method.kind}
          options={normalisations.map((key) => [key, t(`normalisation.${key}`)])}
          onValue={(value) => {
            const kind = normalisations.find((key) => key === value)
            if (kind !== undefined) onStep({ ...step, method: blankNormalisation(kind) })
          }}
        />
        {numbers.map(([name, value]) => (
          <Amount
            key={name}
            name={name}
            value={value}
            onValue={(changed) => onStep({ ...step, method: { ...method, [name]: changed } })}
          />
        ))}
      </div>
      {['goalposts', 'log_goalposts', 'efficacy', 'target_distance'].includes(method.kind) && (
        <GoalpostFields content={content} step={step} onStep={onStep} />
      )}
    </>
  )
}

const weighings = ['equal', 'assigned', 'entropy', 'critic', 'merec', 'principal_component'] as const

function Weigh({ content, step, onStep }: Props<'weigh'>) {
  const { t } = useTranslation('recipe')
  const parents = new Set(content.indicators.map(({ parent }) => parent))
  function choose(value: string): void {
    const method = weighings.find((key) => key === value)
    if (method === undefined) return
    if (method === 'equal') onStep({ kind: 'weigh', method })
    else if (method === 'assigned') {
      const weights = Object.fromEntries(content.indicators.map(({ code, weight }) => [code, weight]))
      onStep({ kind: 'weigh', method, weights })
    } else onStep({ kind: 'weigh', method, nodes: [...parents] })
  }
  return (
    <div className="recipe-inline">
      <Method
        value={step.method}
        options={weighings.map((key) => [key, t(`weighing.${key}`)])}
        onValue={choose}
      />
      {step.method === 'assigned' &&
        Object.entries(step.weights).map(([code, weight]) => (
          <label key={code} className="recipe-inline">
            <code className="small">{code}</code>
            <NumberInput
              label={t('tree.of', { what: t('tree.column.weight'), code })}
              value={weight}
              onValue={(value) => {
                if (value !== null) onStep({ ...step, weights: { ...step.weights, [code]: value } })
              }}
            />
          </label>
        ))}
    </div>
  )
}

const aggregations = ['arithmetic', 'geometric', 'harmonic', 'copeland', 'mazziotta_pareto'] as const

function Aggregate({ step, onStep }: Props<'aggregate'>) {
  const { t } = useTranslation('recipe')
  return (
    <Method
      value={step.method}
      options={aggregations.map((key) => [key, t(`aggregation.${key}`)])}
      onValue={(value) =>
        onStep({ ...step, method: aggregations.find((key) => key === value) ?? step.method })
      }
    />
  )
}

interface MethodProps {
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onValue: (value: string) => void
}

function Method({ value, options, onValue }: MethodProps) {
  const { t } = useTranslation('recipe')
  const isKnown = options.some(([key]) => key === value)
  return (
    <label className="recipe-inline">
      <span>{t('field.method')}</span>
      <select className="input" value={value} onChange={({ target }) => onValue(target.value)}>
        {!isKnown && <option value={value}>{t('field.in_text')}</option>}
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

interface AmountProps {
  readonly name: string
  readonly value: number
  readonly onValue: (value: number) => void
}

function Amount({ name, value, onValue }: AmountProps) {
  const { t } = useTranslation('recipe')
  return (
    <label className="recipe-inline">
      <span>{t(`field.${name}`)}</span>
      <NumberInput
        label={t(`field.${name}`)}
        value={value}
        onValue={(changed) => {
          if (changed !== null) onValue(changed)
        }}
      />
    </label>
  )
}

function Within({
  value,
  onValue,
}: {
  readonly value: string | undefined
  readonly onValue: (value: string) => void
}) {
  const { t } = useTranslation('recipe')
  return (
    <label className="recipe-inline">
      <span>{t('field.within')}</span>
      <input
        className="input recipe-number"
        value={value ?? ''}
        onChange={({ target }) => onValue(target.value.trim())}
      />
    </label>
  )
}
