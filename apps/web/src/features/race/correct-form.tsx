import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { WordsField } from '../../ui/words-field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { FindingList } from './finding-list.tsx'
import { findingsOf, useRacesChanged } from './queries.ts'
import type { Finding, Race, Stage } from './queries.ts'
import { RaceZoneChoice } from './race-zone-choice.tsx'
import { numberIn } from './value-input.ts'

/** Corrects one number with a reason and has the stage counted again; without a number the records are counted anew. */
export function CorrectForm({ race, stage }: { readonly race: Race; readonly stage: Stage }) {
  const { t } = useTranslation('race')
  const { send, isPending, findings } = useCorrection(race, stage)
  const [typed, setTyped] = useState<Typed>({
    zone: 0,
    indicator: race.recipe.indicators[0]?.code ?? '',
    first: '',
    second: '',
  })
  const [reason, setReason] = useState('')
  const changes = changesOf(race, typed)
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (changes !== undefined) void send(reason.trim(), changes)
  }
  return (
    <section className="panel race-block">
      <h2>{t('correct.title', { name: stage.name })}</h2>
      <p className="soft">{t('correct.what')}</p>
      <form className="race-form" onSubmit={submit}>
        <ChangeFields race={race} typed={typed} onType={setTyped} />
        <WordsField label={t('correct.reason')} name="correct-reason" text={reason} onText={setReason} />
        <FindingList findings={findings} />
        <Button
          type="primary"
          htmlType="submit"
          loading={isPending}
          disabled={reason.trim() === '' || changes === undefined}
        >
          {t('correct.act')}
        </Button>
      </form>
    </section>
  )
}

/** What is typed; zone 0 stands for no number at all. */
interface Typed {
  readonly zone: number
  readonly indicator: string
  readonly first: string
  readonly second: string
}

function isComputed(race: Race, indicator: string): boolean {
  return race.recipe.indicators.some(({ code, source }) => code === indicator && source === 'computed')
}

/** The changes that are typed; undefined while they are not whole. */
function changesOf(race: Race, { zone, indicator, ...typed }: Typed): readonly Change[] | undefined {
  if (zone === 0) return []
  const [first, second] = [numberIn(typed.first), numberIn(typed.second)]
  if (typeof first !== 'number') return undefined
  if (!isComputed(race, indicator)) return [{ zone, indicator, value: first }]
  return typeof second === 'number' ? [{ zone, indicator, numerator: first, denominator: second }] : undefined
}

interface ChangeFieldsProps {
  readonly race: Race
  readonly typed: Typed
  readonly onType: (typed: Typed) => void
}

/** Whose number it is, and what it becomes. */
function ChangeFields({ race, typed, onType }: ChangeFieldsProps) {
  const { t } = useTranslation('race')
  const isCounted = isComputed(race, typed.indicator)
  return (
    <>
      <RaceZoneChoice
        name="correct-zone"
        zones={race.zones}
        zone={typed.zone}
        onZone={(zone) => onType({ ...typed, zone })}
      >
        <option value={0}>{t('correct.recount')}</option>
      </RaceZoneChoice>
      {typed.zone !== 0 && (
        <>
          <IndicatorField race={race} typed={typed} onType={onType} />
          <NumberField
            label={t(isCounted ? 'correct.numerator' : 'correct.value')}
            name="correct-first"
            text={typed.first}
            onText={(first) => onType({ ...typed, first })}
          />
          {isCounted && (
            <NumberField
              label={t('correct.denominator')}
              name="correct-second"
              text={typed.second}
              onText={(second) => onType({ ...typed, second })}
            />
          )}
        </>
      )}
    </>
  )
}

function IndicatorField({ race, typed, onType }: ChangeFieldsProps) {
  const { t } = useTranslation('race')
  const say = useWording()
  return (
    <Field label={t('correct.indicator')} name="correct-indicator">
      {(marks) => (
        <select
          {...marks}
          className="input"
          value={typed.indicator}
          onChange={({ target }) => onType({ ...typed, indicator: target.value })}
        >
          {race.recipe.indicators.map(({ code, name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly name: string
  readonly text: string
  readonly onText: (text: string) => void
}

function NumberField({ label, name, text, onText }: NumberFieldProps) {
  return (
    <Field label={label} name={name} isRequired>
      {(marks) => (
        <input
          {...marks}
          className="input race-number"
          inputMode="decimal"
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  )
}

interface Change {
  readonly zone: number
  readonly indicator: string
  readonly value?: number | null
  readonly numerator?: number
  readonly denominator?: number
}

function useCorrection(race: Race, stage: Stage) {
  const { t } = useTranslation('race')
  const tell = useTell('race.correct')
  const changed = useRacesChanged()
  const toast = useToast()
  const [findings, setFindings] = useState<readonly Finding[]>([])
  async function send(reason: string, changes: readonly Change[]): Promise<void> {
    setFindings([])
    try {
      const body = { stage: stage.no, reason, changes: [...changes] }
      await tell.mutateAsync({ params: { race: race.id }, body })
      await changed()
      toast.done(t('correct.done'))
    } catch (error) {
      setFindings(findingsOf(error))
      if (findingsOf(error).length === 0) toast.failed(error)
    }
  }
  return { send, isPending: tell.isPending, findings }
}
