import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readFact } from './fact-text.ts'
import { blankCondition, relations } from './sheet.ts'
import type { MarkCondition } from './sheet.ts'
import { useSheetWords } from './sheet-words.ts'
import { useFactWords } from './use-fact-words.ts'
import { TextCell } from './text-cell.tsx'
import { Pick } from './tree-cell.tsx'

interface Props {
  /** What the conditions are for. */
  readonly title: string
  readonly conditions: readonly MarkCondition[]
  readonly onConditions: (conditions: MarkCondition[]) => void
  /** It must not be empty. */
  readonly isNeeded?: boolean
}

/** Conditions on facts, each a fact, a relation and a value. */
export function ConditionFields({ title, conditions, onConditions, isNeeded = false }: Props) {
  const { t } = useTranslation('recipe')
  return (
    <fieldset className="recipe-conditions">
      <legend>{title}</legend>
      {conditions.map((condition, place) => (
        // A condition is known by its place alone.
        <div key={String(place)} className="recipe-inline">
          <TextCell
            label={t('sheet.field.fact_of', { title, number: place + 1 })}
            value={condition.fact}
            onValue={(fact) => onConditions(conditions.with(place, { ...condition, fact }))}
          />
          <Pick
            label={t('sheet.field.relation_of', { title, number: place + 1 })}
            value={condition.is}
            options={relations.map((is) => [is, t(`sheet.relation.${is}`)])}
            onValue={(value) => {
              const is = relations.find((one) => one === value)
              if (is !== undefined) onConditions(conditions.with(place, { ...condition, is }))
            }}
          />
          <ValueInput
            label={t('sheet.field.value_of', { title, number: place + 1 })}
            value={condition.value}
            onValue={(value) => onConditions(conditions.with(place, { ...condition, value }))}
          />
          {(!isNeeded || conditions.length > 1) && (
            <Button
              type="text"
              size="small"
              aria-label={t('sheet.field.remove_of', { title, number: place + 1 })}
              onClick={() => onConditions(conditions.toSpliced(place, 1))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => onConditions([...conditions, blankCondition()])}>
          {t('sheet.field.add_condition')}
        </Button>
      </div>
    </fieldset>
  )
}

interface ValueProps {
  readonly label: string
  readonly value: MarkCondition['value']
  readonly onValue: (value: MarkCondition['value']) => void
}

/** A value as tables write it: a number, yes or no, or a text. */
function ValueInput({ label, value, onValue }: ValueProps) {
  const words = useSheetWords()
  const said = useFactWords()
  const [typed, setTyped] = useState({ text: write(value, words.fact), of: value })
  if (typed.of !== value) setTyped({ text: write(value, words.fact), of: value })
  return (
    <TextCell
      label={label}
      value={typed.text}
      onValue={(text) => {
        const read = readFact(text, said) ?? ''
        setTyped({ text, of: read })
        onValue(read)
      }}
    />
  )
}

/** A number without the marks that group its digits, so that it reads back as it was. */
function write(value: MarkCondition['value'], say: (value: boolean) => string): string {
  return typeof value === 'boolean' ? say(value) : String(value)
}
