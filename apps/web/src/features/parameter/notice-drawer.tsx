import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { missingIn, noticeOf, yearlyHolidays } from './notice-draft.ts'
import type { DraftLine, NoticeDraft } from './notice-draft.ts'
import { NoticeReport } from './notice-report.tsx'
import type { Report } from './notice-report.tsx'

/** A notice is entered, tried, and only then loaded: what it changes and which clocks it moves is shown in between. */
export function NoticeDrawer({ year, onClose }: { year: number; onClose: () => void }) {
  const { t } = useTranslation('parameter')
  const { draft, change, lines } = useDraft(year)
  const [isTried, setTried] = useState(false)
  const { report, refusal, isPending, tryOut, load, again } = useNotice(onClose)
  const missing = missingIn(draft)
  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (missing.length === 0) void tryOut(draft)
  }
  return (
    <Drawer open title={t('notice.enter', { year: draft.year })} onClose={onClose} size={640} destroyOnHidden>
      {report === undefined ? (
        <form className="calendar-form" onSubmit={submit} noValidate>
          <p className="soft">{t('notice.what')}</p>
          <div className="calendar-pair">
            <Field label={t('notice.year')} name="notice-year" isRequired>
              {(marks) => (
                <input
                  {...marks}
                  className="input"
                  type="number"
                  min={1949}
                  max={9998}
                  value={draft.year}
                  onChange={({ target }) => change({ year: Number(target.value) })}
                />
              )}
            </Field>
            <Field
              label={t('notice.source')}
              name="notice-source"
              hint={t('notice.source_hint')}
              isRequired
              fault={isTried && missing.includes('source') ? t('missing') : undefined}
            >
              {(marks) => (
                <input
                  {...marks}
                  className="input"
                  value={draft.source}
                  onChange={({ target }) => change({ source: target.value })}
                />
              )}
            </Field>
          </div>
          <Lines
            title={t('notice.off')}
            kind="off"
            lines={draft.off}
            {...lines}
            fault={isTried && missing.includes('off') ? t('notice.no_off') : undefined}
          />
          <Lines title={t('notice.work')} kind="work" lines={draft.work} {...lines} fault={undefined} />
          {isTried && missing.includes('name') && <p className="parameter-refusal">{t('notice.no_name')}</p>}
          <div role="alert" className="parameter-refusal">
            {refusal}
          </div>
          <Button type="primary" htmlType="submit" loading={isPending}>
            {t('notice.try')}
          </Button>
        </form>
      ) : (
        <NoticeReport
          report={report}
          isPending={isPending}
          refusal={refusal}
          onConfirm={() => void load(draft, report.digest)}
          onBack={again}
        />
      )}
    </Drawer>
  )
}

interface LinesProps {
  readonly title: string
  readonly kind: 'off' | 'work'
  readonly lines: readonly DraftLine[]
  readonly onChange: (kind: 'off' | 'work', key: number, change: Partial<DraftLine>) => void
  readonly onAdd: (kind: 'off' | 'work') => void
  readonly onRemove: (kind: 'off' | 'work', key: number) => void
  readonly fault: string | undefined
}

/** Holidays from day to day, or make-up workdays, one a line. */
function Lines({ title, kind, lines, onChange, onAdd, onRemove, fault }: LinesProps) {
  const { t } = useTranslation('parameter')
  const dates = kind === 'off' ? (['from', 'to'] as const) : (['from'] as const)
  return (
    <fieldset className="calendar-lines">
      <legend>{title}</legend>
      {fault !== undefined && <p className="parameter-refusal">{fault}</p>}
      {lines.map((line, index) => (
        <div key={line.key} className="calendar-line" data-kind={kind}>
          <input
            className="input"
            aria-label={t('notice.line_name', { line: index + 1 })}
            placeholder={t('notice.name')}
            value={line.name}
            onChange={({ target }) => onChange(kind, line.key, { name: target.value })}
          />
          {dates.map((date) => (
            <input
              key={date}
              className="input"
              type="date"
              aria-label={t(kind === 'work' ? 'notice.line_day' : `notice.line_${date}`, { line: index + 1 })}
              value={line[date]}
              onChange={({ target }) => onChange(kind, line.key, { [date]: target.value })}
            />
          ))}
          <Button
            type="text"
            aria-label={t('notice.line_remove', { line: index + 1 })}
            onClick={() => onRemove(kind, line.key)}
          >
            {t('notice.remove')}
          </Button>
        </div>
      ))}
      <Button type="dashed" onClick={() => onAdd(kind)}>
        {t(`notice.add_${kind}`)}
      </Button>
    </fieldset>
  )
}

function useDraft(year: number) {
  const { t } = useTranslation('parameter')
  const [draft, setDraft] = useState<NoticeDraft>(() => ({
    year,
    source: '',
    off: yearlyHolidays.map((holiday, key) => ({ key, name: t(`holiday.${holiday}`), from: '', to: '' })),
    work: [],
  }))
  const [next, setNext] = useState<number>(yearlyHolidays.length)
  return {
    draft,
    change: (changes: Partial<NoticeDraft>) => setDraft((one) => ({ ...one, ...changes })),
    lines: {
      onChange(kind: 'off' | 'work', key: number, changes: Partial<DraftLine>) {
        setDraft((one) => ({
          ...one,
          [kind]: one[kind].map((line) => (line.key === key ? { ...line, ...changes } : line)),
        }))
      },
      onAdd(kind: 'off' | 'work') {
        setDraft((one) => ({ ...one, [kind]: [...one[kind], { key: next, name: '', from: '', to: '' }] }))
        setNext(next + 1)
      },
      onRemove(kind: 'off' | 'work', key: number) {
        setDraft((one) => ({ ...one, [kind]: one[kind].filter((line) => line.key !== key) }))
      },
    },
  }
}

/** Tries a notice and loads it; what was typed stays when it is refused. */
function useNotice(onClose: () => void) {
  const { t } = useTranslation('parameter')
  const tell = useTell('calendar.load')
  const forget = useForget()
  const toast = useToast()
  const [report, setReport] = useState<Report>()
  const [refusal, setRefusal] = useState<string>()
  async function send(draft: NoticeDraft, digest?: string): Promise<Report | undefined> {
    setRefusal(undefined)
    try {
      const body = { notice: noticeOf(draft), ...(digest !== undefined && { digest }) }
      return (await tell.mutateAsync({ body })).value
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
      return undefined
    }
  }
  async function load(draft: NoticeDraft, digest: string): Promise<void> {
    const done = await send(draft, digest)
    if (done?.is_applied !== true) return
    toast.done(t('notice.done', { year: draft.year }))
    await forget('calendar.read', 'calendar.list')
    onClose()
  }
  return {
    report,
    refusal,
    isPending: tell.isPending,
    tryOut: async (draft: NoticeDraft) => setReport(await send(draft)),
    load,
    again: () => setReport(undefined),
  }
}
