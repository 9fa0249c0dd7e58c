import { useTranslation } from 'react-i18next'
import { sayTest } from './feel-words.ts'
import type { FeelWords } from './feel-words.ts'
import type { DecisionTable as Table } from './queries.ts'

interface Props {
  readonly table: Table
  readonly title: string
  readonly texts: Readonly<Record<string, string>>
}

/** A decision table as rules in words: when all of these hold, then that. What was written stands behind each cell. */
export function DecisionTable({ table, title, texts }: Props) {
  const { t } = useTranslation('pack')
  const words = useFeelWords(texts)
  const isExplained = table.rules.some(({ description }) => description !== undefined)
  const { inputs, outputs, rules, hit_policy: policy, aggregation } = table
  return (
    <>
      <p className="pack-note">
        {t(`decision.policy.${policy}`, { defaultValue: policy })}
        {aggregation !== undefined && ` ${aggregation}`}
      </p>
      <div className="pack-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="pack-table pack-decision">
          <caption className="unseen">{title}</caption>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                {t('decision.rule')}
              </th>
              {inputs.length > 0 && (
                <th colSpan={inputs.length} scope="colgroup">
                  {t('decision.when')}
                </th>
              )}
              <th colSpan={outputs.length} scope="colgroup" className="pack-then">
                {t('decision.then')}
              </th>
              {isExplained && (
                <th rowSpan={2} scope="col">
                  {t('decision.why')}
                </th>
              )}
            </tr>
            <tr>
              {inputs.map(({ label, expression }) => (
                <th key={expression} scope="col" title={expression}>
                  {label ?? expression}
                </th>
              ))}
              {outputs.map(({ label, name }, index) => (
                <th key={name} scope="col" title={name} {...(index === 0 && { className: 'pack-then' })}>
                  {label ?? (name === '' ? t('decision.result') : name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, index) => (
              <tr key={rule.id}>
                <th scope="row">{index + 1}</th>
                {rule.inputs.map((test, place) => (
                  <td key={inputs[place]?.expression ?? place} title={test}>
                    {sayTest(test, { words, of: inputs[place]?.expression ?? '' })}
                  </td>
                ))}
                {rule.outputs.map((test, place) => (
                  <td
                    key={outputs[place]?.name ?? place}
                    title={test}
                    {...(place === 0 && { className: 'pack-then' })}
                  >
                    {sayTest(test, { words, of: outputs[place]?.name ?? '' })}
                  </td>
                ))}
                {isExplained && <td className="soft small">{rule.description}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function useFeelWords(texts: Readonly<Record<string, string>>): FeelWords {
  const { t } = useTranslation('pack')
  return {
    any: t('feel.any'),
    yes: t('feel.yes'),
    no: t('feel.no'),
    nothing: t('feel.nothing'),
    or: t('feel.or'),
    not: (test) => t('feel.not', { test }),
    compare: (sign, value) => t(`feel.${sign}`, { value }),
    between: (from, to) => t('feel.between', { from, to }),
    choice: (value, field) => nameOfChoice(texts, value, field),
  }
}

/** What the pack calls a value: of a variable or a field of that name first, else of any field. */
function nameOfChoice(texts: Readonly<Record<string, string>>, value: string, field: string): string {
  const own = Object.keys(texts).filter((key) => key.endsWith(`.${field}.${value}`))
  const any = Object.keys(texts).filter(
    (key) => key.startsWith('form.') && key.endsWith(`.${value}`) && key.split('.').length === 4,
  )
  const [key] = [
    ...own.filter((one) => one.startsWith('value.')),
    ...own.filter((one) => one.startsWith('form.')),
    ...any,
  ]
  return key === undefined ? value : (texts[key] ?? value)
}
