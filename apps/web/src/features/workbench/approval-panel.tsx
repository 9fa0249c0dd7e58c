import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'

/** How many stand on top; the rest is a press away. */
const shown = 3

/** Approvals that wait for somebody stand above everything else: others cannot go on without them. */
export function ApprovalPanel({ count }: { count: number }) {
  const { t } = useTranslation('workbench')
  const say = useWording()
  const { data } = useAsk('task.list', { query: { approval: true, limit: shown } }, { every: 30_000 })
  if (data === undefined || data.rows.length === 0) return undefined
  return (
    <section className="workbench-approvals panel" aria-labelledby="approvals">
      <h2 id="approvals">{t('approvals', { count })}</h2>
      <ul>
        {data.rows.map((task) => (
          <li key={`${task.matter}~${task.task}`}>
            <Link to={`/matters/${task.matter}?task=${task.task}`}>
              <strong>{say(task.name)}</strong>
              <span className="workbench-title" dir="auto">
                {task.title}
              </span>
            </Link>
            <MatterLamp lamp={task.lamp} dueAt={task.due_at} remaining={task.remaining} />
          </li>
        ))}
      </ul>
      {count > data.rows.length && <Link to="/tasks?approval=true">{t('approvals_all', { count })}</Link>}
    </section>
  )
}
