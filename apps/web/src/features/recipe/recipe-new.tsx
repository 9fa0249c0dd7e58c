import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useClock } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import { blankContent, nextQuarter } from './blank.ts'
import { ContentEditor } from './content-editor.tsx'
import { makeExample, useExampleWords } from './example.ts'
import { useRecipe } from './queries.ts'
import type { AnyContent } from './queries.ts'
import { blankSheet } from './sheet.ts'
import { makeSheetExample, useSheetExampleWords } from './sheet-example.ts'
import './recipe.css'

/** A recipe that is begun: from nothing, from an example, or as the next version of another. */
export function RecipeNew() {
  const [search] = useSearchParams()
  const from = search.get('from') ?? ''
  const query = useRecipe(from, Number(search.get('version') ?? '1'))
  if (from === '') return <Begin />
  return (
    <Shown query={query}>{(found) => <NextVersion recipe={found.recipe} content={found.content} />}</Shown>
  )
}

/** Periods that have begun are over for a new version. */
function NextVersion({ recipe, content }: { readonly recipe: string; readonly content: AnyContent }) {
  const clock = useClock()
  const [period] = useState(() => nextQuarter(new Date(clock())))
  return <Draft code={recipe} content={{ ...content, period }} />
}

/** Code and beginning of a recipe that is new. */
function Begin() {
  const { t } = useTranslation('recipe')
  const sayExample = useExampleWords()
  const saySheet = useSheetExampleWords()
  const clock = useClock()
  const toast = useToast()
  const [code, setCode] = useState('')
  const [content, setContent] = useState<AnyContent>()
  const { data } = useAsk('indicator.list', {})
  if (content !== undefined) return <Draft code={code.trim()} content={content} />
  const hasExample = data?.rows.some(({ units }) => units.includes('area')) === true
  const isFit = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u.test(code.trim())
  const period = nextQuarter(new Date(clock()))
  async function beginSheet(): Promise<void> {
    try {
      setContent(makeSheetExample(period, await saySheet()))
    } catch (error) {
      toast.failed(error)
    }
  }
  async function begin(): Promise<void> {
    try {
      const example = makeExample(data?.rows ?? [], period, await sayExample())
      if (example !== undefined) setContent(example)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <div className="recipe">
      <PageHead title={t('begin.title')} what={t('begin.what')} />
      <section className="panel recipe-block recipe-narrow">
        <Field label={t('column.code')} name="recipe-code" hint={t('begin.code_hint')} isRequired>
          {(marks) => (
            <input
              {...marks}
              className="input"
              required
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
        <p className="recipe-inline">
          <Button type="primary" disabled={!isFit || !hasExample} onClick={() => void begin()}>
            {t('begin.example')}
          </Button>
          <Button disabled={!isFit} onClick={() => setContent(blankContent(period))}>
            {t('begin.blank')}
          </Button>
        </p>
        <p className="soft small">{t('begin.example_what')}</p>
        <h2>{t('begin.sheet')}</h2>
        <p className="recipe-inline">
          <Button disabled={!isFit} onClick={() => void beginSheet()}>
            {t('begin.sheet_example')}
          </Button>
          <Button disabled={!isFit} onClick={() => setContent(blankSheet(period))}>
            {t('begin.sheet_blank')}
          </Button>
        </p>
        <p className="soft small">{t('begin.sheet_what')}</p>
      </section>
    </div>
  )
}

function Draft({ code, content }: { readonly code: string; readonly content: AnyContent }) {
  const { t } = useTranslation('recipe')
  const navigate = useNavigate()
  const toast = useToast()
  const forget = useForget()
  const tell = useTell('recipe.draft')
  async function save(changed: AnyContent): Promise<void> {
    try {
      const { value } = await tell.mutateAsync({ body: { recipe: code, content: changed } })
      toast.done(t('done.draft'))
      await forget('recipe.list')
      if (value !== undefined) void navigate(`/recipes/${encodeURIComponent(code)}/${value.version}`)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <ContentEditor
      code={code}
      title={t('begin.of', { recipe: code })}
      content={content}
      isPending={tell.isPending}
      back="/recipes"
      onSave={(changed) => void save(changed)}
    />
  )
}
