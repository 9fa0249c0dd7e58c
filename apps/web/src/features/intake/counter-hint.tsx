import { useTranslation } from 'react-i18next'
import type { AnswerOf, askSuggestion } from '@duibiao/contract'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { useCodeAnswers, useHint } from './queries.ts'

interface CounterHintProps {
  readonly pack: string
  readonly form: FormAnswer
  /** What is written so far; it may be half a second old. */
  readonly answers: Answers
  /** What was taken from here last. */
  readonly taken: Answers | undefined
  readonly onTake: (answers: Answers) => void
}

/** What the words of a report say while it is written: danger, so that nobody waits for the end; and a category, to be taken or not. */
export function CounterHint(props: CounterHintProps) {
  const { pack, form, answers } = props
  const hint = useHint(pack, wordsIn(form, answers))
  return (
    <div className="intake-hint" aria-live="polite">
      {hint !== undefined && <Danger hint={hint} />}
      {hint !== undefined && <Category {...props} hint={hint} />}
    </div>
  )
}

type Hint = AnswerOf<typeof askSuggestion>

function Danger({ hint }: { hint: Hint }) {
  const { t } = useTranslation('intake')
  const say = useWording()
  const { dangers } = hint.emergency
  if (dangers.length === 0) return undefined
  const lines = [...new Set(dangers.flatMap(({ line }) => line.split('、')))].filter((line) => line !== '')
  const what = dangers.map(({ name }) => say(name)).join(t('hint.and'))
  return <p className="intake-danger">{t('hint.danger', { what, line: lines.join(t('hint.and')) })}</p>
}

/** Only where nothing is answered yet and the model is sure; what was taken is marked, and changed like any answer. */
function Category({ pack, form, answers, taken, onTake, hint }: CounterHintProps & { readonly hint: Hint }) {
  const { t } = useTranslation('intake')
  const formats = useFormats()
  const field = form.fields.find(({ list }) => list !== undefined)
  const [first] = hint.is_sure ? hint.categories : []
  const wanted = useCodeAnswers(pack, form, first?.category)
  const answer = field === undefined ? undefined : answers[field.name]
  if (answer !== undefined) {
    const isTaken = field !== undefined && answer === taken?.[field.name]
    return isTaken && <p className="small soft">{t('hint.taken')}</p>
  }
  if (first === undefined || wanted === undefined) return undefined
  return (
    <p className="small">
      {t('hint.category', { name: first.name, share: formats.share(first.probability) })}{' '}
      <button type="button" className="intake-link" onClick={() => onTake(wanted)}>
        {t('hint.take')}
      </button>
    </p>
  )
}

/** What a suggestion follows from: words, and the place. */
const shown = new Set(['text', 'textarea', 'grid'])

/** Words about the matter: nothing that names or reaches a person leaves the form before it is sent. */
function wordsIn(form: FormAnswer, answers: Answers): Answers {
  const open = form.fields.filter(({ level }) => level !== 'important')
  return Object.fromEntries(
    open.flatMap(({ name, widget }) => {
      const value = answers[name]
      const isText = typeof value === 'string' && value !== '' && shown.has(widget)
      return isText ? [[name, value]] : []
    }),
  )
}
