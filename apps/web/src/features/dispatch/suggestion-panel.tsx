import { useTranslation } from 'react-i18next'
import type { AnswerOf, readSuggestion } from '@duibiao/contract'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { wordsOfProbability } from './probability.ts'

export type Suggestion = AnswerOf<typeof readSuggestion>
type SuggestedOffice = NonNullable<Suggestion['office']>

interface PanelProps {
  readonly suggestion: Suggestion
  /** Which of the categories somebody took; undefined as long as nobody has. */
  readonly chosen: number | undefined
  /** Undefined where the step does not ask for a category. */
  readonly onChoose: ((index: number) => void) | undefined
  /** A category that the matter has already. */
  readonly known: string | undefined
}

/** One key for each category that is suggested. */
const categoryKeys = [{ key: '1' }, { key: '2' }, { key: '3' }].map(({ key }) => key)

/** 分办建议: what the message is about and who should have it, with how probable that is and why. A person decides. */
export function SuggestionPanel({ suggestion, chosen, onChoose, known }: PanelProps) {
  const { t } = useTranslation('dispatch')
  const { categories, doubts, pieces, model } = suggestion
  const office = officeFor(suggestion, chosen, known !== undefined)
  const taken =
    chosen ?? (known === undefined ? 0 : categories.findIndex(({ category }) => category === known))
  useKeys(
    onChoose === undefined
      ? []
      : categories.map(({ name }, index) => ({
          key: categoryKeys[index] ?? '',
          what: t('keys.category', { name }),
          run: () => onChoose(index),
        })),
  )
  return (
    <section className="dispatch-suggestion" aria-label={t('suggestion.title')}>
      <h3>
        {t('suggestion.title')}
        {model !== undefined && (
          <span className="soft small">{t('suggestion.model', { version: model })}</span>
        )}
      </h3>
      {categories.length > 0 && (
        <ol className="dispatch-categories">
          {categories.map(({ category, name, probability }, index) => (
            <li key={category}>
              <button
                type="button"
                className="dispatch-category"
                aria-pressed={index === taken}
                disabled={onChoose === undefined}
                onClick={() => onChoose?.(index)}
              >
                {onChoose !== undefined && <kbd>{index + 1}</kbd>} <span>{name}</span>{' '}
                <Probability value={probability} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {office !== undefined && <Office office={office} />}
      {pieces.length > 0 && (
        <p className="dispatch-pieces">
          <span className="soft">{t('suggestion.because')}</span>
          {pieces.map(({ field, from, text }) => (
            <mark key={`${field} ${from}`}>{text}</mark>
          ))}
        </p>
      )}
      {doubts.map((doubt) => (
        <Doubt key={doubt.kind} doubt={doubt} />
      ))}
    </section>
  )
}

/** Who should have it: for the category that somebody took, else for the one that the matter has, else for the first. */
export function officeFor(
  { categories, office }: Suggestion,
  chosen: number | undefined,
  isKnown: boolean,
): SuggestedOffice | undefined {
  if (chosen === undefined) return isKnown ? office : (categories[0]?.office ?? office)
  return categories[chosen]?.office
}

function Probability({ value }: { value: number }) {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  return (
    <span className="dispatch-probability small">
      {t(`probability.${wordsOfProbability(value)}`)} <span className="number">{formats.share(value)}</span>
    </span>
  )
}

/** Why an office: a row of a duty list, or what is open with it. */
function Office({ office: { name, ground, row, open, probability } }: { office: SuggestedOffice }) {
  const { t } = useTranslation('dispatch')
  return (
    <p className="dispatch-why">
      <strong>{t('suggested', { office: name })}</strong>{' '}
      {probability !== undefined && <Probability value={probability} />}{' '}
      <span className="soft small">{t(`why.${ground}`, { row: row ?? '', count: open ?? 0 })}</span>
    </p>
  )
}

function Doubt({ doubt: { kind, needed = 0, category } }: { doubt: Suggestion['doubts'][number] }) {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  return (
    <p className="dispatch-doubt small">
      {t(`doubt.${kind}`, { needed: formats.share(needed), category: category ?? '' })}
    </p>
  )
}

/** What cannot wait: the dangers, the words that say so, and whom to call; and what was looked at and does not count. */
export function EmergencyNote({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation('dispatch')
  const say = useWording()
  const { dangers, mentions } = suggestion.emergency
  const counted = mentions.filter(({ excuse }) => excuse === undefined)
  const excused = mentions.flatMap(({ excuse, ...mention }) =>
    excuse === undefined ? [] : [{ ...mention, excuse }],
  )
  return (
    <>
      {dangers.length > 0 && (
        <section className="dispatch-emergency" aria-label={t('emergency.title')}>
          <h3>
            {t('emergency.title')}
            {t('colon')}
            {dangers.map(({ name }) => say(name)).join(t('and'))}
          </h3>
          <p>
            {counted.length > 0 && (
              <>
                {t('emergency.because')}
                {[...new Set(counted.map(({ text }) => text))].map((text) => (
                  <mark key={text}>{text}</mark>
                ))}
              </>
            )}
            {lineOf(dangers) !== '' && <strong>{t('emergency.line', { line: lineOf(dangers) })}</strong>}
          </p>
        </section>
      )}
      {dangers.length === 0 &&
        excused.slice(0, 2).map(({ field, from, text, excuse }) => (
          <p key={`${field} ${from}`} className="dispatch-doubt small">
            {t(`excuse.${excuse.kind}`, { text, reason: excuse.text })}
          </p>
        ))}
    </>
  )
}

function lineOf(dangers: Suggestion['emergency']['dangers']): string {
  return [...new Set(dangers.flatMap(({ line }) => line.split('、')))].filter((one) => one !== '').join('、')
}
