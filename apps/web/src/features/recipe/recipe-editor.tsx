import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../ui/page-head.tsx'
import { BasicFields } from './basic-fields.tsx'
import { FindingList } from './finding-list.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { useUnitNames } from './queries.ts'
import type { Content } from './queries.ts'
import type { ContentProps, RecipePartProps } from './recipe-part.ts'
import { SourceChoice } from './source-choice.tsx'
import { StepEditor } from './step-editor.tsx'
import { TableEntry } from './table-entry.tsx'
import { isReady, sourceOf } from './table-source.ts'
import type { TableChoice } from './table-source.ts'
import { TreeFields } from './tree-fields.tsx'
import { UncertaintyFields } from './uncertainty-fields.tsx'
import { useKeptTable } from './use-kept-table.ts'
import { usePreview } from './use-preview.ts'
import './recipe.css'

/** A recipe that is written, with what it would give beside it. */
export function RecipeEditor({
  code,
  title,
  content: first,
  isPending,
  back,
  onSave,
}: ContentProps<Content>) {
  const { t } = useTranslation('recipe')
  const [content, setContent] = useState(first)
  const names = useUnitNames(content.units, content.period.to)
  const { table, keep } = useKeptTable(code, content)
  const [choice, setChoice] = useState<TableChoice>({ kind: 'entered' })
  const tried = useMemo(
    () => ({
      content,
      source: sourceOf(choice, table),
      isReady: isReady(choice, table) && content.indicators.length > 0,
    }),
    [content, table, choice],
  )
  const preview = usePreview(tried)
  const { findings } = preview
  const part: RecipePartProps = { content, onContent: setContent, findings }
  const elsewhere = findings.filter(
    ({ path }) => !/^\/(steps\/\d|indicators|nodes|values|units|uncertainty)/.test(path),
  )
  return (
    <article className="recipe">
      <PageHead
        title={title}
        what={t('editor.what')}
        acts={
          <>
            <Link to={back}>
              <Button tabIndex={-1}>{t('act.back')}</Button>
            </Link>
            <Button type="primary" loading={isPending} onClick={() => onSave(content)}>
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
            <BasicFields {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('tree.title')}</h2>
            <TreeFields {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('steps.title')}</h2>
            <StepEditor {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('uncertainty.title')}</h2>
            <UncertaintyFields {...part} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('entry.title')}</h2>
            <p className="soft">{t('entry.trial')}</p>
            <SourceChoice content={content} choice={choice} onChoice={setChoice} />
            <TableEntry content={content} table={table} onTable={keep} findings={findings} names={names} />
          </section>
        </div>
        <PreviewPanel preview={preview} content={content} names={names} isEmpty={!isReady(choice, table)} />
      </div>
    </article>
  )
}
