import { ArrowLeftOutlined, FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Briefing } from './queries.ts'
import { SourceTable } from './source-table.tsx'
import { useWorkbook } from './use-workbook.ts'
import type { WorkbookWish } from './use-workbook.ts'
import './briefing.css'

interface BriefingFrameProps extends Pick<WorkbookWish, 'fetchWorkbook'> {
  readonly briefing: Briefing
  /** The screen that it is made of. */
  readonly back: string
  /** Tables and charts of that screen, each in a `BriefingPart`. */
  readonly children: ReactNode
  /** Method and data, after the sources. */
  readonly ground?: ReactNode
}

/** A briefing as it is printed: cover, what is said, tables and charts, sources, method, findings, how to verify. */
export function BriefingFrame({ briefing, back, fetchWorkbook, children, ground }: BriefingFrameProps) {
  const { t } = useTranslation('briefing')
  const { title, facts, said, sources, notes, checks } = briefing
  useEffect(() => {
    // The browser proposes it as the name of the PDF.
    document.title = title
  }, [title])
  return (
    <article className="briefing">
      <Tools back={back} name={title} fetchWorkbook={fetchWorkbook} />
      <div className="briefing-paper on-paper">
        <header className="briefing-cover">
          <h1>{title}</h1>
          <dl>
            {facts.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="words">{text}</dd>
              </div>
            ))}
          </dl>
        </header>
        <BriefingPart title={t('part.said')}>
          <Lines lines={said} />
        </BriefingPart>
        {children}
        <BriefingPart title={t('part.sources')}>
          <SourceTable sources={sources} />
        </BriefingPart>
        {ground}
        <BriefingPart title={t('part.notes')}>
          {notes.length === 0 ? <p>{t('no_notes')}</p> : <Lines lines={notes} />}
        </BriefingPart>
        <BriefingPart title={t('part.checks')}>
          <Lines lines={checks} />
        </BriefingPart>
      </div>
    </article>
  )
}

/** A part with its head, which stays with what follows it. */
export function BriefingPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="briefing-part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="briefing-lines">
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  )
}

/** What stands above the paper and is not printed. */
function Tools({ back, ...wish }: WorkbookWish & { readonly back: string }) {
  const { t } = useTranslation('briefing')
  const { isBusy, save } = useWorkbook(wish)
  return (
    <div className="briefing-tools">
      <Link to={back}>
        <ArrowLeftOutlined /> {t('act.back')}
      </Link>
      <span className="briefing-acts">
        <Button icon={<FileExcelOutlined />} loading={isBusy} onClick={() => void save()}>
          {t('act.workbook')}
        </Button>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
          {t('act.print')}
        </Button>
      </span>
      <p className="soft small">{t('how')}</p>
    </div>
  )
}
