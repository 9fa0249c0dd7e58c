import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

/** Instead of a page that failed. */
export function PublicFault() {
  const { t } = useTranslation('public')
  return (
    <main className="public-fault" role="alert">
      <h1>{t('fault')}</h1>
      <button type="button" className="press" onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </main>
  )
}

/** An address that leads nowhere. */
export function PublicNothing() {
  const { t } = useTranslation('public')
  return (
    <section>
      <h1>{t('nothing')}</h1>
      <p>
        <Link to="/public">{t('back')}</Link>
      </p>
    </section>
  )
}
