import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { Task } from './queries.ts'

/** Steps with a screen of their own; others are done on the page of the matter. */
const onRound: ReadonlySet<string> = new Set(['inspect', 'verify'])

/** So many stand there at first: the rest of the screen stays in reach. */
const first = 4

/** What waits for this person: 核查 before a case is filed, 核实 before it is closed; what is due first on top. */
export function Waiting({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation('round')
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? tasks : tasks.slice(0, first)
  return (
    <section className="round-waiting" aria-labelledby="waiting">
      <h2 id="waiting">
        {t('waiting.title')} <span className="soft number">{formats.number(tasks.length)}</span>
      </h2>
      {tasks.length === 0 && <p className="soft">{t('waiting.empty')}</p>}
      <ul className="round-cards">
        {shown.map((task) => (
          <li key={`${task.matter}~${task.task}`}>
            <Card task={task} />
          </li>
        ))}
      </ul>
      {!isOpen && tasks.length > first && (
        <button type="button" className="press" data-kind="plain" onClick={() => setOpen(true)}>
          {t('waiting.all', { count: tasks.length })}
        </button>
      )}
    </section>
  )
}

function Card({ task }: { task: Task }) {
  const { t } = useTranslation('round')
  const say = useWording()
  const { matter, title, number, element } = task
  const to = onRound.has(element) ? `/round/${matter}/${task.task}` : `/matters/${matter}?task=${task.task}`
  return (
    <Link to={to} className="round-card" data-lamp={task.lamp}>
      <span className="round-step">
        {say(task.name)}
        {task.is_returned && <span className="round-returned">{t('waiting.returned')}</span>}
      </span>
      <strong dir="auto">{title === '' ? number : title}</strong>
      <span className="round-foot">
        <MatterLamp lamp={task.lamp} dueAt={task.due_at} remaining={task.remaining} />
        <span className="number soft small">{number}</span>
      </span>
    </Link>
  )
}
