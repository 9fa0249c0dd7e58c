import { useTranslation } from 'react-i18next'
import { FindingList, findingsAt } from './finding-list.tsx'
import type { Content, Finding } from './queries.ts'
import { useStepWords } from './step-words.ts'

/** Every step in a sentence, with what it says of single indicators and what is wrong with it. */
export function StepList({
  content,
  findings,
}: {
  readonly content: Content
  readonly findings: readonly Finding[]
}) {
  const { t } = useTranslation('recipe')
  const says = useStepWords(content)
  return (
    <ol className="recipe-steps">
      {content.steps.map((step, place) => {
        const { title, sentence, details } = says(step)
        return (
          // The order is that of the recipe, and never changes here.
          <li key={`${step.kind} ${String(place)}`}>
            <strong>{t('steps.named', { title })}</strong>
            {sentence}
            {details.length > 0 && (
              <ul>
                {details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
            <FindingList findings={findingsAt(findings, `/steps/${place}`)} />
          </li>
        )
      })}
    </ol>
  )
}
