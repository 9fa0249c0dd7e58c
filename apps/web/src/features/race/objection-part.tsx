import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { WordsField } from '../../ui/words-field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { useRacesChanged } from './queries.ts'
import type { Race, Stage } from './queries.ts'
import { RaceZoneChoice } from './race-zone-choice.tsx'

interface Props {
  readonly race: Race
  readonly stage: Stage
}

/** Objections to a stage with their answers; who speaks for a zone raises one while there is time. */
export function ObjectionPart({ race, stage }: Props) {
  const { t } = useTranslation('race')
  const formats = useFormats()
  const raised = race.objections.filter((one) => one.stage === stage.no)
  const mayRaise = race.allowed.includes('object') && stage.state === 'open'
  if (raised.length === 0 && !mayRaise) return undefined
  return (
    <section className="panel race-block">
      <h2>{t('objections.title')}</h2>
      <ul className="race-objections">
        {raised.map(({ no, zone, text, at, state, reason, answer }) => (
          <li key={no}>
            <p>
              <strong dir="auto">
                {t('objections.of', {
                  number: no,
                  zone: race.zones.find((one) => one.no === zone)?.name ?? zone,
                })}
              </strong>{' '}
              <span className="data-tag">{t(`objections.state.${state}`)}</span>{' '}
              <span className="soft small">{formats.moment(at)}</span>
            </p>
            <p className="words">{text}</p>
            {reason !== undefined && (
              <p className="soft">{t(`objections.reason.${reason}`, { defaultValue: reason })}</p>
            )}
            {answer !== undefined && (
              <p>
                <strong>{t('objections.answer')}</strong> <span className="words">{answer}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {mayRaise && <Raise race={race} stage={stage} />}
    </section>
  )
}

function Raise({ race, stage }: Props) {
  const { t } = useTranslation('race')
  const tell = useTell('race.object')
  const changed = useRacesChanged()
  const toast = useToast()
  const own = race.zones.filter(({ no }) => race.own_zones.includes(no))
  const [zone, setZone] = useState(own[0]?.no ?? 0)
  const [text, setText] = useState('')
  async function send(): Promise<void> {
    try {
      const body = { stage: stage.no, zone, text: text.trim() }
      const { value } = await tell.mutateAsync({ params: { race: race.id }, body })
      await changed()
      setText('')
      toast.done(t(value.state === 'open' ? 'objections.done' : 'objections.not_taken'))
    } catch (error) {
      toast.failed(error)
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() !== '') void send()
  }
  return (
    <form className="race-form" onSubmit={submit}>
      {own.length > 1 && <RaceZoneChoice name="objection-zone" zones={own} zone={zone} onZone={setZone} />}
      <WordsField
        label={t('objections.text')}
        name="objection-text"
        hint={t('objections.hint')}
        text={text}
        onText={setText}
      />
      <Button type="primary" htmlType="submit" disabled={tell.isPending || text.trim() === ''}>
        {t('objections.raise')}
      </Button>
    </form>
  )
}
