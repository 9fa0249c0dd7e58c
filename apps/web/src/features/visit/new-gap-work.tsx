import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { FormAnswer } from '../../form/form-definition.ts'
import { gapIn } from '../../ui/gap-address.ts'
import type { Gap } from '../../ui/gap-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Loading, Shown } from '../../ui/screen-state.tsx'
import { gapAnswers } from './gap-answer.ts'
import { PracticePicker } from './practice-picker.tsx'
import { useStartForm, useVisit } from './queries.ts'
import type { Visit } from './queries.ts'
import { Starting } from './starting.tsx'
import './visit.css'

/** 转为改进任务: the gap of the address in the form of the pack, with a practice to follow. */
export function NewGapWork() {
  const { t } = useTranslation('visit')
  const [search] = useSearchParams()
  const gap = gapIn(search)
  const form = useStartForm('propose-gap')
  const visit = useVisit(gap.visit ?? '', gap.visit !== undefined)
  const isWaiting = gap.visit !== undefined && visit.isPending
  return (
    <div className="visits">
      <PageHead title={t('gap.new')} what={<Link to="/gap-work">{t('gap.back')}</Link>} />
      <p className="soft small">{t('gap.new_what')}</p>
      {isWaiting ? (
        <Loading rows={10} />
      ) : (
        <Shown query={form} rows={10}>
          {(found) => <GapForm key={search.toString()} form={found} gap={gap} visit={visit.data} />}
        </Shown>
      )}
    </div>
  )
}

interface GapFormProps {
  readonly form: FormAnswer
  readonly gap: Partial<Gap>
  readonly visit: Visit | undefined
}

function GapForm({ form, gap, visit }: GapFormProps) {
  const { t } = useTranslation('visit')
  const name = [gap.indicator, gap.whose, gap.period, gap.visit, gap.finding].join('~')
  const title =
    gap.indicator === undefined
      ? undefined
      : t('gap.title_of', { whose: gap.whose ?? '', indicator: gap.indicator })
  const initial = gapAnswers(gap, {
    title: title?.trim(),
    finding: visit?.findings.find(({ no }) => no === gap.finding),
  })
  return (
    <Starting
      form={form}
      procedure="gap-work"
      draftName={`gap-work~${name}`}
      initial={initial}
      titleOf={({ gap_title: said }) => (typeof said === 'string' ? said : '')}
      below={({ name: field }, { onChange }) => field === 'practice' && <PracticePicker onPick={onChange} />}
    />
  )
}
