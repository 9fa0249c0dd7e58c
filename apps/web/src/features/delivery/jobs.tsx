import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import '../../ui/list-page.css'
import './delivery.css'

type Job = RowOf<'job.list'>
type Incident = RowOf<'incident.list'>

/** The work behind the screens: when it ran last, when it runs next, what failed and what to do about it. */
export function Jobs() {
  const { t } = useTranslation('delivery')
  const jobs = useAsk('job.list', {}, { every: 10_000 })
  const incidents = useAsk('incident.list', {}, { every: 30_000 })
  return (
    <div className="delivery">
      <PageHead title={t('jobs.title')} what={t('jobs.what')} />
      <section className="panel delivery-block" aria-label={t('incident.title')}>
        <h2>{t('incident.title')}</h2>
        <p className="soft">{t('incident.what')}</p>
        <Shown query={incidents} rows={2}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty what={t('incident.none')} />
            ) : (
              <ul className="delivery-receivers">
                {rows.map((incident) => (
                  <OneIncident
                    key={`${incident.matter ?? incident.procedure} ${incident.timer ?? incident.element}`}
                    incident={incident}
                  />
                ))}
              </ul>
            )
          }
        </Shown>
      </section>
      <section className="panel" aria-label={t('jobs.title')}>
        <Shown query={jobs} rows={10}>
          {({ rows }) => <JobTable rows={rows.toSorted((one, other) => rank(other) - rank(one))} />}
        </Shown>
      </section>
    </div>
  )
}

/** Those that fail stand first. */
function rank({ failures, is_late: isLate }: Job): number {
  return failures + (isLate ? 1 : 0)
}

const columns = ['job', 'state', 'done', 'next', 'interval', 'failure'] as const

function JobTable({ rows }: { rows: readonly Job[] }) {
  const { t } = useTranslation('delivery')
  return (
    <div className="delivery-scroll" tabIndex={0} role="region" aria-label={t('jobs.table')}>
      <table className="list-table delivery-jobs">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`job_column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((job) => (
            <JobRow key={job.name} job={job} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function JobRow({ job }: { job: Job }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const { name, failures, is_running: isRunning, is_late: isLate, failed_at: failedAt } = job
  const state = failures > 0 ? 'failing' : isLate ? 'late' : isRunning ? 'running' : 'well'
  return (
    <tr>
      <td data-title={t('job_column.job')}>
        <strong>{t(`job.${name}`, { defaultValue: name })}</strong> <code className="soft small">{name}</code>
        {job.is_shared && <span className="soft small"> {t('jobs.shared')}</span>}
      </td>
      <td data-title={t('job_column.state')}>
        <span className="delivery-state" data-state={failures > 0 || isLate ? 'dead' : 'delivered'}>
          {t(`job_state.${state}`, { count: failures })}
        </span>
      </td>
      <td data-title={t('job_column.done')} className="number soft">
        {job.done_at === undefined ? t('jobs.never') : formats.moment(job.done_at)}
      </td>
      <td data-title={t('job_column.next')} className="number soft">
        {job.next_at === undefined ? t('jobs.now') : formats.moment(job.next_at)}
      </td>
      <td data-title={t('job_column.interval')} className="number soft">
        {job.interval_seconds < 60
          ? t('jobs.seconds', { count: job.interval_seconds })
          : formats.span(job.interval_seconds * 1000)}
      </td>
      <td data-title={t('job_column.failure')}>
        {failedAt === undefined ? (
          <span className="soft">{t('jobs.no_failure')}</span>
        ) : (
          <>
            {formats.moment(failedAt)} <code className="small">{job.failed_code}</code>
            {job.failed_what !== undefined && <p className="soft small">{job.failed_what}</p>}
          </>
        )}
      </td>
    </tr>
  )
}

function OneIncident({ incident }: { incident: Incident }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const retry = useTell('incident.retry')
  const forget = useForget()
  const toast = useToast()
  const { kind, matter, procedure, process, element, code, reason, attempts, last_at: at } = incident
  async function again(): Promise<void> {
    try {
      const body = matter === undefined ? { procedure: procedure ?? '' } : { matter }
      const { value } = await retry.mutateAsync({ body })
      toast.done(t('incident.retried', { count: value.count }))
    } catch (error) {
      toast.failed(error)
    }
    await forget('incident.list', 'delivery.count')
  }
  return (
    <li>
      <div>
        <strong>{t(`incident.${kind}`)}</strong>
        <code className="small">{matter ?? `${process ?? ''} ${element ?? ''}`}</code>
        <span className="delivery-failing">
          {code} {reason}
        </span>
        <span className="soft small">
          {t('incident.attempts', { count: attempts, at: formats.moment(at) })}
        </span>
      </div>
      <Button loading={retry.isPending} onClick={() => void again()}>
        {t('act.resend')}
      </Button>
    </li>
  )
}
