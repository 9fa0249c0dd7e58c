import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { readHead, writeHead } from './noted-head.ts'
import { useVerification } from './use-verification.ts'
import type { VerificationResult } from './use-verification.ts'
import './audit.css'

/** Goes through the chain of the audit: what was added since the last time, or all of it, stretch by stretch. */
export function Verification() {
  const { t } = useTranslation('audit')
  const formats = useFormats()
  const [noted, setNoted] = useState('')
  const { state, start, stop } = useVerification()
  const head = readHead(noted)
  const isFaulty = noted.trim() !== '' && head === undefined
  const isRunning = state.kind === 'running'
  return (
    <div className="audit audit-verification">
      <PageHead
        title={t('verify.title')}
        what={t('verify.what')}
        acts={
          <Link to="/audit">
            <Button tabIndex={-1}>{t('event.list')}</Button>
          </Link>
        }
      />
      <section className="panel audit-block">
        <Field
          label={t('verify.noted')}
          name="noted"
          hint={t('verify.noted_hint')}
          fault={isFaulty ? t('verify.noted_fault') : undefined}
        >
          {(marks) => (
            <input
              {...marks}
              className="input audit-head"
              value={noted}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setNoted(target.value)}
            />
          )}
        </Field>
        <div className="audit-acts">
          <Button
            type="primary"
            disabled={isRunning || isFaulty}
            onClick={() => void start('checkpoint', head)}
          >
            {t('verify.new')}
          </Button>
          <Button disabled={isRunning || isFaulty} onClick={() => void start('start', head)}>
            {t('verify.all')}
          </Button>
          {isRunning && <Button onClick={stop}>{t('verify.stop')}</Button>}
        </div>
        <p className="soft small">{t('verify.offline')}</p>
      </section>
      {state.kind === 'running' && (
        <section className="panel audit-block" aria-live="polite">
          <Progress
            percent={Math.floor(state.share * 100)}
            status="active"
            aria-label={t('verify.progress')}
          />
          <p className="soft">
            {t('verify.reached', { seq: formats.number(state.reached), head: formats.number(state.head) })}
          </p>
        </section>
      )}
      {state.kind === 'failed' && (
        <p role="alert" className="audit-refusal">
          {state.why}
        </p>
      )}
      {state.kind === 'done' && <Result verified={state.verified} />}
    </div>
  )
}

function Result({ verified }: { verified: VerificationResult }) {
  const { t } = useTranslation('audit')
  const formats = useFormats()
  const { brokenAt, isStopped, count, head, checkpoint } = verified
  const isSound = brokenAt === undefined && !isStopped
  const key = isStopped ? 'stopped' : isSound ? 'sound' : 'broken'
  return (
    <section className="panel audit-block" aria-label={t('verify.result')}>
      <p className="audit-verdict" role="status" data-sound={isSound}>
        <strong>{t(`verify.${key}`)}</strong>
      </p>
      <p>{t(`verify.${key}_what`, { count, number: formats.number(count), seq: brokenAt ?? 0 })}</p>
      {checkpoint !== undefined && (
        <p className="soft">
          {t('verify.since', {
            seq: formats.number(checkpoint.seq),
            at: formats.moment(checkpoint.verified_at),
          })}
        </p>
      )}
      {isSound && head.seq > 0 && (
        <>
          <h3>{t('verify.head')}</h3>
          <p className="soft">{t('verify.head_what')}</p>
          <code className="audit-head-line">{writeHead(head)}</code>
        </>
      )}
      {brokenAt !== undefined && (
        <>
          <p>{t('verify.broken_next')}</p>
          <Link to={`/audit/${brokenAt}`}>{t('verify.broken_open', { seq: formats.number(brokenAt) })}</Link>
        </>
      )}
    </section>
  )
}
