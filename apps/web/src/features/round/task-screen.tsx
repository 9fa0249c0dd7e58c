import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useWording } from '../../text/format-context.tsx'
import { useOutbox } from '../../form/use-outbox.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useFeed } from '../../wire/use-feed.ts'
import { useMatter, useMatterChanged } from '../matter/queries.ts'
import type { Matter, MatterTask } from '../matter/queries.ts'
import { PhotoPair } from './photo-pair.tsx'
import { useRoundOutbox } from './queries.ts'
import { Sending } from './sending.tsx'
import { TaskForm } from './task-form.tsx'
import { TaskPlace } from './task-place.tsx'
import './round.css'

/** 核查 or 核实: what it is about, how it looked before and how it looks now, and what was found. */
export function TaskScreen() {
  const { matter = '', task = '' } = useParams()
  const query = useMatter(matter)
  const changed = useMatterChanged()
  useFeed((news) => {
    if (news.event === 'reload' || news.matter === matter) void changed()
  })
  return (
    <div className="round">
      <Shown query={query} rows={8}>
        {(found) => <OneTask matter={found} number={Number(task)} />}
      </Shown>
    </div>
  )
}

function OneTask({ matter, number }: { matter: Matter; number: number }) {
  const { t } = useTranslation('round')
  const say = useWording()
  const id = `${matter.id}~${number}`
  const { unsent, arrived } = useOutbox(useRoundOutbox())
  const isUnderway = unsent.some((one) => one.id === id && one.state !== 'draft')
  const [isChanging, setChanging] = useState(false)
  const task = matter.tasks.find((one) => one.task === number && one.allowed.includes('completeTask'))
  const hasArrived = arrived.some((one) => one.id === id)
  const isSending = (isUnderway && !isChanging) || (hasArrived && task === undefined)
  return (
    <>
      <PageHead
        title={task === undefined ? matter.title : say(task.name)}
        what={<span className="number">{matter.number}</span>}
        beside={<TaskLamp matter={matter} task={task} />}
      />
      {isSending ? (
        <Sending id={id} onChange={() => setChanging(true)} />
      ) : (
        <>
          <Summary matter={matter} />
          <PhotoPair matter={matter} />
          {task === undefined ? (
            <p className="round-gone" role="status">
              {t('task.gone')}
            </p>
          ) : (
            <TaskForm id={id} matter={matter} task={task} onSend={() => setChanging(false)} />
          )}
        </>
      )}
      <Link className="round-link" to={`/matters/${matter.id}?task=${number}`}>
        {t('task.whole')}
      </Link>
    </>
  )
}

function TaskLamp({ matter, task }: { matter: Matter; task: MatterTask | undefined }) {
  const { lamp, due_at: dueAt, remaining } = task ?? matter
  return <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={matter.status} />
}

/** What it is about, in the words of whoever reported it, and where. */
function Summary({ matter }: { matter: Matter }) {
  const words = matter.details.find(({ widget, text }) => widget === 'textarea' && text !== '')?.text
  const place = matter.details.find(({ widget }) => widget === 'place')?.text
  return (
    <section className="round-summary panel">
      <p className="words">
        <strong>{words ?? matter.title}</strong>
      </p>
      <TaskPlace matter={matter} words={place} />
    </section>
  )
}
