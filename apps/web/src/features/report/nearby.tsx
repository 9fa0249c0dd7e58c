import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { NearbyList } from '../../ui/nearby-list.tsx'
import type { NearbyMatter } from '../../ui/nearby-list.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'

export interface NearbyProps {
  readonly matters: readonly NearbyMatter[]
  readonly onJoined: (matter: NearbyMatter) => void
  readonly onOther: () => void
}

/** What others reported around the place and is still open: perhaps it is the same, and one joins it instead of reporting again. */
export function Nearby({ matters, onJoined, onOther }: NearbyProps) {
  const { t } = useTranslation('report')
  const join = useTell('matter.join')
  return (
    <>
      <h2 tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t('nearby.title', { count: matters.length })}
      </h2>
      <p className="soft">{t('nearby.what')}</p>
      <NearbyList
        matters={matters}
        act={(matter) =>
          matter.is_own ? (
            <Link to={`/public/mine/${matter.id}`}>{t('nearby.own')}</Link>
          ) : (
            <button
              type="button"
              className="press"
              data-kind="plain"
              disabled={join.isPending}
              aria-label={t('nearby.join_this', { title: matter.title })}
              onClick={() =>
                join.mutate({ params: { matter: matter.id } }, { onSuccess: () => onJoined(matter) })
              }
            >
              {t('nearby.join')}
            </button>
          )
        }
      />
      <p role="alert" className="public-fault-line">
        {join.error instanceof Refusal && join.error.problem.detail}
      </p>
      <button type="button" className="press" onClick={onOther}>
        {t('nearby.other')}
      </button>
    </>
  )
}
