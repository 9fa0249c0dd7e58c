import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMe } from '../../app/me.tsx'
import { useWording } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useTell } from '../../wire/service-context.tsx'
import { FindingList } from './finding-list.tsx'
import { findingsOf, useRacesChanged } from './queries.ts'
import type { Finding } from './queries.ts'
import { blankDraft, blankZone, bodyOf, isWhole } from './race-draft.ts'
import type { RaceDraft, StageDraft, ZoneDraft } from './race-draft.ts'
import { StageFields } from './stage-fields.tsx'
import { ZoneFields } from './zone-fields.tsx'
import './race.css'

/** Announces a race: zones with their policies, stages, and the recipe by which all of them are judged. */
export function RaceNew() {
  const { t } = useTranslation('race')
  const me = useMe()
  const offices = new Map(
    me.posts
      .filter(({ role }) => role === 'department_handler' || role === 'department_head')
      .map(({ office, office_name: name }) => [office, name] as const),
  )
  const [draft, setDraft] = useState(() => blankDraft([...offices.keys()][0] ?? ''))
  const { send, isPending, findings } = useAnnouncing()
  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(draft)
  }
  return (
    <form className="race" onSubmit={submit}>
      <PageHead title={t('new.title')} what={t('new.what')} />
      <section className="panel race-block race-form">
        <Field label={t('column.name')} name="race-name" isRequired>
          {(marks) => (
            <input
              {...marks}
              className="input"
              maxLength={200}
              value={draft.name}
              onChange={({ target }) => setDraft({ ...draft, name: target.value })}
            />
          )}
        </Field>
        {offices.size > 1 && (
          <Field label={t('column.lead')} name="race-lead" isRequired>
            {(marks) => (
              <select
                {...marks}
                className="input"
                value={draft.lead}
                onChange={({ target }) => setDraft({ ...draft, lead: target.value })}
              >
                {[...offices].map(([id, name]) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <RecipeField draft={draft} onDraft={setDraft} />
      </section>
      <Zones zones={draft.zones} onZones={(zones) => setDraft({ ...draft, zones })} />
      <Stages stages={draft.stages} onStages={(stages) => setDraft({ ...draft, stages })} />
      <FindingList findings={findings} />
      <div>
        <Button type="primary" htmlType="submit" loading={isPending} disabled={!isWhole(draft)}>
          {t('new.act')}
        </Button>
      </div>
    </form>
  )
}

function useAnnouncing() {
  const { t } = useTranslation('race')
  const tell = useTell('race.announce')
  const changed = useRacesChanged()
  const toast = useToast()
  const go = useNavigate()
  const [findings, setFindings] = useState<readonly Finding[]>([])
  async function send(draft: RaceDraft): Promise<void> {
    setFindings([])
    try {
      const { value } = await tell.mutateAsync({ body: bodyOf(draft) })
      await changed()
      toast.done(t('new.done', { number: value.number }))
      await go(`/races/${value.race}`)
    } catch (error) {
      setFindings(findingsOf(error))
      if (findingsOf(error).length === 0) toast.failed(error)
    }
  }
  return { send, isPending: tell.isPending, findings }
}

/** Recipes of an index over areas that were approved and whose period has not begun. */
function RecipeField({
  draft,
  onDraft,
}: {
  readonly draft: RaceDraft
  readonly onDraft: (draft: RaceDraft) => void
}) {
  const { t } = useTranslation('race')
  const say = useWording()
  const { data } = useAsk('recipe.list', { query: { state: 'approved', limit: 200 } })
  const fit = (data?.rows ?? []).filter(
    ({ kind, units, is_frozen: isFrozen }) => kind === 'index' && units === 'area' && !isFrozen,
  )
  return (
    <Field label={t('recipe.title')} name="race-recipe" hint={t('new.recipe_hint')} isRequired>
      {(marks) => (
        <select
          {...marks}
          className="input"
          value={draft.recipe}
          onChange={({ target }) => onDraft({ ...draft, recipe: target.value })}
        >
          <option value="">{t('choose')}</option>
          {fit.map(({ recipe, version, name, period }) => (
            <option key={`${recipe} ${version}`} value={`${recipe} ${version}`}>
              {t('new.recipe', { name: say(name), code: recipe, version, from: period.from, to: period.to })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Zones({
  zones,
  onZones,
}: {
  readonly zones: readonly ZoneDraft[]
  readonly onZones: (zones: readonly ZoneDraft[]) => void
}) {
  const { t } = useTranslation('race')
  return (
    <section className="panel race-block">
      <h2>{t('zones.title')}</h2>
      <p className="soft">{t('new.zones_what')}</p>
      {zones.map((zone, place) => (
        // Zones have no name before one is written; their order never changes here.
        <ZoneFields
          key={String(place)}
          number={place + 1}
          zone={zone}
          onZone={(next) => onZones(zones.with(place, next))}
          onRemove={zones.length > 2 ? () => onZones(zones.toSpliced(place, 1)) : undefined}
        />
      ))}
      <div>
        <Button onClick={() => onZones([...zones, blankZone])}>{t('new.zone_more')}</Button>
      </div>
    </section>
  )
}

function Stages({
  stages,
  onStages,
}: {
  readonly stages: readonly StageDraft[]
  readonly onStages: (stages: readonly StageDraft[]) => void
}) {
  const { t } = useTranslation('race')
  return (
    <section className="panel race-block">
      <h2>{t('stages')}</h2>
      <p className="soft">{t('new.stages_what')}</p>
      {stages.map((stage, place) => (
        <StageFields
          key={String(place)}
          number={place + 1}
          stage={stage}
          onStage={(next) => onStages(stages.with(place, next))}
          onRemove={stages.length > 1 ? () => onStages(stages.toSpliced(place, 1)) : undefined}
        />
      ))}
      <div>
        <Button onClick={() => onStages([...stages, { name: '', from: '', to: '' }])}>
          {t('new.stage_more')}
        </Button>
      </div>
    </section>
  )
}
