import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { useStatisticsChanged } from './queries.ts'
import type { ImportRead, ValueLine } from './queries.ts'

/** What is meant: all that stands of an import, or one value of it. */
interface Meant {
  readonly import: number
  /** How many values. */
  readonly values: number
  readonly only?: Pick<ValueLine, 'period' | 'unit'> & { readonly indicator: string }
}

/** Withdraws all that stands of an import. */
export function WithdrawImport({ found }: { found: ImportRead }) {
  const { t } = useTranslation('statistic')
  const may = useMay()
  const [isAsked, setAsked] = useState(false)
  if (found.standing === 0 || !may('statistic.withdraw')) return undefined
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {t('withdraw.act')}
      </Button>
      {isAsked && (
        <WithdrawDialog
          meant={{ import: found.import, values: found.standing }}
          title={t('withdraw.title', { count: found.standing })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}

interface Props {
  readonly meant: Meant
  readonly title: string
  readonly onClose: () => void
}

/** Asks for the reason, and withdraws. */
export function WithdrawDialog({ meant: { import: number, ...meant }, title, onClose }: Props) {
  const { t } = useTranslation('statistic')
  const toast = useToast()
  const tell = useTell('statistic.withdraw')
  const changed = useStatisticsChanged()
  async function withdraw(reason: string): Promise<void> {
    try {
      const { only, values } = meant
      const body = { reason, values, ...(only !== undefined && { only: [only] }) }
      await tell.mutateAsync({ params: { import: number }, body })
      onClose()
      toast.done(t('withdraw.done', { count: values }))
    } catch (error) {
      toast.failed(error)
    } finally {
      await changed()
    }
  }
  return (
    <ReasonDialog
      isDanger
      title={title}
      what={t('withdraw.what')}
      act={t('withdraw.one')}
      reason={{ label: t('withdraw.reason'), hint: t('withdraw.reason_hint') }}
      isPending={tell.isPending}
      onAct={(reason) => void withdraw(reason)}
      onClose={onClose}
    />
  )
}
