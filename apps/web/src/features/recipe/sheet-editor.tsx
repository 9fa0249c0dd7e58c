import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../ui/page-head.tsx'
import { BasicFields } from './basic-fields.tsx'
import { FactEntry } from './fact-entry.tsx'
import { FindingList } from './finding-list.tsx'
import { FlagFields } from './flag-fields.tsx'
import { ItemFields } from './item-fields.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { useUnitNames } from './queries.ts'
import type { Sheet } from './queries.ts'
import type { ContentProps, SheetPartProps } from './recipe-part.ts'
import { SheetDoubt } from './sheet-doubt.tsx'
import { useKeptFacts } from './use-kept-facts.ts'
import { usePreview } from './use-preview.ts'
import './recipe.css'

/** A mark sheet that is written, with what it would give beside it. */
export function SheetEditor({ code, title, content: first, isPending, back, onSave }: ContentProps<Sheet>) {
  const { t } = useTranslation('recipe')
  const [sheet, setSheet] = useState(first)
  const names = useUnitNames(sheet.units, sheet.period.to)
  const { facts, keep } = useKeptFacts(code)
  const isReady = facts.units.length > 0 && sheet.items.length > 0
  const tried = useMemo(
    () => ({ content: sheet, source: { kind: 'facts', table: facts } as const, isReady }),
    [sheet, facts, isReady],
  )
  const preview = usePreview(tried)
  const { findings } = preview
  const part: SheetPartProps = { sheet, onSheet: setSheet, findings }
  const elsewhere = findings.filter(
    ({ path }) => !/^\/(items|flags|facts|values|units|entries|uncertainty)/.test(path),
  )
  return (
    <article className="recipe">
      <PageHead
        title={title}
        what={t('sheet.editor_what')}
        acts={
          <>
            <Link to={back}>
              <Button tabIndex={-1}>{t('act.back')}</Button>
            </Link>
            <Button type="primary" loading={isPending} onClick={() => onSave(sheet)}>
              {t('act.save')}
            </Button>
          </>
        }
      />
      <div className="recipe-editor">
        <div className="recipe-fields">
          <FindingList findings={elsewhere} />
          <section className="panel recipe-block">
            <h2>{t('facts.title')}</h2>
            <BasicFields content={sheet} onContent={setSheet} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('sheet.lines')}</h2>
            <ItemFields {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('sheet.flags')}</h2>
            <FlagFields {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('uncertainty.title')}</h2>
            <SheetDoubt {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('entry.title')}</h2>
            <p className="soft">{t('entry.trial')}</p>
            <FactEntry sheet={sheet} facts={facts} onFacts={keep} findings={findings} names={names} />
          </section>
        </div>
        <PreviewPanel preview={preview} content={sheet} names={names} isEmpty={!isReady} facts={facts} />
      </div>
    </article>
  )
}
