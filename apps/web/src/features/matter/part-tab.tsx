import type { AnswerOf, listParts } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import './part-tab.css'
import type { Matter } from './queries.ts'

type Part = AnswerOf<typeof listParts>['rows'][number]
type PartTask = Part['tasks'][number]

/** What each office has to do with a matter: what it has in hand and by when, and what it said when it was done. The leading one stands first. */
export function PartTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const parts = useAsk('matter.parts', { params: { matter: matter.id } })
  return (
    <Shown query={parts} rows={4}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty what={t('part.empty')} />
        ) : (
          <div className="matter-parts">
            {rows.map((part) => (
              <OfficePart key={part.office ?? ''} part={part} matter={matter} />
            ))}
          </div>
        )
      }
    </Shown>
  )
}

/** Where an office stands: the least that it has done with anything. */
function stateOf({ tasks }: Part): PartTask['state'] {
  const states = tasks.map(({ state }) => state)
  return (['untaken', 'held'] as const).find((state) => states.includes(state)) ?? 'done'
}

function OfficePart({ part, matter }: { part: Part; matter: Matter }) {
  const { t } = useTranslation('matter')
  const state = stateOf(part)
  return (
    <section>
      <h3>
        {part.office_name ?? part.office ?? t('part.any')}
        {part.is_lead && <span className="matter-part-lead small">{t('part.lead')}</span>}
        <span className="matter-part-state small" data-state={state}>
          {t(`part.${state}`)}
        </span>
      </h3>
      <ol>
        {part.tasks.map((task) => (
          <OnePiece key={`${task.task} ${task.done_at ?? ''}`} task={task} matter={matter} />
        ))}
      </ol>
    </section>
  )
}

function OnePiece({ task, matter }: { task: PartTask; matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const { name, state, person_name: person, done_at: doneAt, due_at: dueAt, lamp, remaining, answers } = task
  return (
    <li data-state={state}>
      <p className="matter-piece">
        <strong>{say(name)}</strong>
        <span className="soft">
          {state === 'untaken' ? t('part.untaken') : person}
          {doneAt !== undefined && ` ${t('part.done_at', { at: formats.moment(doneAt) })}`}
        </span>
        {state !== 'done' && (
          <span className="matter-piece-due">
            {dueAt !== undefined && (
              <span className="soft small">{t('clock.due', { at: formats.end(dueAt) })}</span>
            )}
            <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={matter.status} />
          </span>
        )}
      </p>
      {answers.length > many ? (
        <details>
          <summary>{t('part.answers', { count: answers.length })}</summary>
          <Answers answers={answers} />
        </details>
      ) : (
        answers.length > 0 && <Answers answers={answers} />
      )}
    </li>
  )
}

/** More than these are folded up: what an office did is told in a few words, what was registered is not. */
const many = 6

function Answers({ answers }: Pick<PartTask, 'answers'>) {
  return (
    <dl className="matter-details">
      {answers.map((answer) => (
        <div key={answer.name}>
          <dt>{answer.label}</dt>
          <dd className="words">{answer.text}</dd>
        </div>
      ))}
    </dl>
  )
}
