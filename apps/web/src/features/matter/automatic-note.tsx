import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats, useNow } from '../../text/format-context.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { useMatterChanged } from './queries.ts'
import type { Matter } from './queries.ts'

/** That a matter was dispatched without a person; a dispatcher takes it back by one press, as long as the pack says. */
export function AutomaticNote({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const formats = useFormats()
  const now = useNow()
  const may = useMay()
  const toast = useToast()
  const changed = useMatterChanged()
  const tell = useTell('automatic_dispatch.take_back')
  const { automatic, id } = matter
  if (automatic === undefined) return undefined
  const isOver = now > Date.parse(automatic.take_back_until)
  async function takeBack(): Promise<void> {
    try {
      await tell.mutateAsync({ params: { matter: id }, body: { reason: t('automatic.reason') } })
      toast.done(t('automatic.done'))
    } catch (error) {
      toast.failed(error)
    }
    await changed()
  }
  return (
    <p className="matter-automatic" role="note">
      <strong>{t(automatic.taken_back_at === undefined ? 'automatic.title' : 'automatic.back')}</strong>{' '}
      {t('automatic.line', {
        office: automatic.office_name,
        category: automatic.category_name,
        share: formats.share(automatic.probability),
        version: automatic.model,
        at: formats.moment(automatic.dispatched_at),
      })}{' '}
      {automatic.taken_back_at === undefined && (
        <span className="soft">
          {t(isOver ? 'automatic.over' : 'automatic.until', {
            until: formats.moment(automatic.take_back_until),
          })}
        </span>
      )}
      {automatic.taken_back_at === undefined && !isOver && may('automatic_dispatch.take_back') && (
        <button
          type="button"
          className="press"
          data-kind="plain"
          disabled={tell.isPending}
          onClick={() => void takeBack()}
        >
          {t('automatic.take_back')}
        </button>
      )}
    </p>
  )
}
