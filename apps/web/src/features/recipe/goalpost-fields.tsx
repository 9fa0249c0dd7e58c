import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { NumberInput } from './number-input.tsx'
import type { Content, Step } from './queries.ts'

type Normalise = Extract<Step, { readonly kind: 'normalise' }>

interface Props {
  readonly content: Content
  readonly step: Normalise
  readonly onStep: (step: Step) => void
}

/** What counts as the worst and the best of each indicator. */
export function GoalpostFields({ content, step, onStep }: Props) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const goalposts = step.goalposts ?? {}
  function put(code: string, end: 'worst' | 'best', value: number | null): void {
    if (value === null) return
    const before = goalposts[code] ?? { worst: 0, best: 1 }
    onStep({ ...step, goalposts: { ...goalposts, [code]: { ...before, [end]: value } } })
  }
  return (
    <DataFrame label={t('field.goalposts')}>
      <table className="data-table recipe-entry">
        <thead>
          <tr>
            <th scope="col">{t('units_compared.indicator')}</th>
            <th scope="col">{t('field.worst')}</th>
            <th scope="col">{t('field.best')}</th>
          </tr>
        </thead>
        <tbody>
          {content.indicators.map(({ code, name }) => (
            <tr key={code}>
              <th scope="row">{say(name)}</th>
              {(['worst', 'best'] as const).map((end) => (
                <td key={end}>
                  <NumberInput
                    label={t('tree.of', { what: t(`field.${end}`), code })}
                    value={goalposts[code]?.[end] ?? null}
                    onValue={(value) => put(code, end, value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
