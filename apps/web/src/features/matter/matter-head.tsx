import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useMay } from '../../app/me.tsx'
import { AutomaticNote } from './automatic-note.tsx'
import type { Matter, MatterTask } from './queries.ts'

/** Number, title and lamp of a matter, and who holds it now. */
export function MatterHead({ matter, acts }: { matter: Matter; acts: ReactNode }) {
  const { t } = useTranslation('matter')
  const formats = useFormats()
  const { number, title, lamp, due_at: dueAt, remaining, status, opened_at: openedAt, tasks } = matter
  return (
    <div className="matter-head">
      <PageHead
        acts={acts}
        title={title === '' ? number : title}
        beside={
          <span className="matter-lamp">
            <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
          </span>
        }
        what={
          <dl className="matter-facts">
            <div>
              <dt>{t('number')}</dt>
              <dd className="number">{number}</dd>
            </div>
            <div>
              <dt>{t('opened')}</dt>
              <dd className="number">{formats.moment(openedAt)}</dd>
            </div>
            <div>
              <dt>{t('status')}</dt>
              <dd>{t(`state.${status}`)}</dd>
            </div>
            {tasks.map((task) => (
              <Holder key={task.task} task={task} />
            ))}
          </dl>
        }
      />
      <AutomaticNote matter={matter} />
    </div>
  )
}

/** Who has a task in hand: a person, or the office it waits in. */
function Holder({ task }: { task: MatterTask }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const may = useMay()
  const { person, office } = task
  const holder = useAsk(
    'person.read',
    { params: { person: person ?? '' } },
    { isWanted: person !== undefined && may('person.read'), staysFor: 600_000 },
  )
  const place = useAsk(
    'office.read',
    { params: { office: office ?? '' } },
    { isWanted: office !== undefined, staysFor: 600_000 },
  )
  const names = [place.data?.name ?? office, holder.data?.name].filter((name) => name !== undefined)
  return (
    <div>
      <dt>{say(task.name)}</dt>
      <dd>
        {names.join(' ')}
        {person === undefined && <span className="soft">{t('untaken')}</span>}
      </dd>
    </div>
  )
}
