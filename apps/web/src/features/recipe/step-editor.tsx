import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blankStep, stepKinds } from './blank.ts'
import { FindingList, findingsAt } from './finding-list.tsx'
import type { Step } from './queries.ts'
import type { RecipePartProps } from './recipe-part.ts'
import { StepFields } from './step-fields.tsx'
import { addStep, changeStep, moveStep, removeStep } from './step-order.ts'
import { useStepWords } from './step-words.ts'

/** The steps one after another: each with its sentence, its fields and what is wrong with it. */
export function StepEditor({ content, onContent, findings }: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const says = useStepWords(content)
  const { steps } = content
  return (
    <>
      <ol className="recipe-steps">
        {steps.map((step, place) => (
          // A step is known by its place alone.
          <li key={`${step.kind} ${String(place)}`}>
            <div className="recipe-step-head">
              <span>
                <strong>{t('steps.named', { title: says(step).title })}</strong>
                {says(step).sentence}
              </span>
              <span className="recipe-step-acts">
                {place > 0 && (
                  <Button
                    size="small"
                    aria-label={t('step_act.up', { number: place + 1 })}
                    onClick={() => onContent(moveStep(content, place, -1))}
                  >
                    ↑
                  </Button>
                )}
                {place < steps.length - 1 && (
                  <Button
                    size="small"
                    aria-label={t('step_act.down', { number: place + 1 })}
                    onClick={() => onContent(moveStep(content, place, 1))}
                  >
                    ↓
                  </Button>
                )}
                <Button
                  size="small"
                  aria-label={t('step_act.remove', { number: place + 1 })}
                  onClick={() => onContent(removeStep(content, place))}
                >
                  ×
                </Button>
              </span>
            </div>
            <StepFields
              content={content}
              step={step}
              onStep={(changed) => onContent(changeStep(content, place, changed))}
            />
            <AsText
              step={step}
              number={place + 1}
              onStep={(changed) => onContent(changeStep(content, place, changed))}
            />
            <FindingList findings={findingsAt(findings, `/steps/${place}`)} />
          </li>
        ))}
      </ol>
      <label className="recipe-inline">
        <span>{t('step_act.add')}</span>
        <select
          className="input"
          value=""
          onChange={({ target }) => {
            const kind = stepKinds.find((one) => one === target.value)
            if (kind !== undefined) onContent(addStep(content, blankStep(kind)))
          }}
        >
          <option value="">{t('choose')}</option>
          {stepKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`step.${kind}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

interface AsTextProps {
  readonly step: Step
  readonly number: number
  readonly onStep: (step: Step) => void
}

/** Everything a step may say, as it is written in files; the service says what does not fit. */
function AsText({ step, number, onStep }: AsTextProps) {
  const { t } = useTranslation('recipe')
  const [text, setText] = useState<string>()
  const read = text === undefined ? step : readStep(text)
  return (
    <details className="recipe-text">
      <summary>{t('step_act.text')}</summary>
      <textarea
        className="input"
        rows={5}
        spellCheck={false}
        aria-label={t('step_act.text_of', { number })}
        {...(read === undefined && { 'aria-invalid': true })}
        value={text ?? JSON.stringify(step, null, 2)}
        onChange={({ target }) => setText(target.value)}
      />
      <Button
        size="small"
        disabled={text === undefined || read === undefined}
        onClick={() => {
          if (read !== undefined) onStep(read)
          setText(undefined)
        }}
      >
        {t('step_act.take')}
      </Button>
    </details>
  )
}

/** A step that was typed; undefined where it is none. Its parameters are the service's to judge. */
function readStep(text: string): Step | undefined {
  try {
    const step: Step = JSON.parse(text)
    return stepKinds.find((kind) => kind === step.kind) === undefined ? undefined : step
  } catch {
    return undefined
  }
}
