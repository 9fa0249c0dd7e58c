import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../app/me.tsx'
import { gapWorkAddress, lags } from './gap-address.ts'
import type { Gap } from './gap-address.ts'

/** 转为改进任务: leads to the form that makes work of a gap. Nothing where there is no gap, or for who may not begin such work. */
export function GapWorkLink({ gap }: { gap: Gap }) {
  const { t } = useTranslation('ui')
  const may = useMay()
  if (!may('gap_work.list') || !may('matter.start') || !lags(gap)) return undefined
  const about = t('gap_work.about', { whose: gap.whose ?? t('gap_work.own'), indicator: gap.indicator })
  return (
    <Link to={gapWorkAddress(gap)} title={about}>
      <Button size="small" tabIndex={-1}>
        {t('gap_work.link')}
      </Button>
    </Link>
  )
}
