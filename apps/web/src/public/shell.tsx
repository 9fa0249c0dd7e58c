import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet } from 'react-router'
import { changeAppearance } from '../look/appearance.ts'
import { useAppearance } from '../look/use-appearance.ts'
import { useWording } from '../text/format-context.tsx'
import { useAsk, useIsAway } from '../wire/service-context.tsx'
import '../ui/field.css'
import { PublicSessionDialog } from './session-dialog.tsx'
import './shell.css'

/** What stands around every page for everybody: whose it is, language, large print, and whether the line is there. */
export function PublicShell() {
  const { t, i18n } = useTranslation('public')
  const say = useWording()
  const { size } = useAppearance()
  const isAway = useIsAway()
  const { data } = useAsk('welcome.read', {}, { staysFor: Infinity })
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  return (
    <div className="public">
      <a href="#page" className="unseen skip">
        {t('skip')}
      </a>
      <header className="public-head">
        <Link to="/public" className="public-name">
          <img src="/mark.svg" alt="" width="28" height="28" />
          <strong>{data === undefined ? t('product') : say(data.district.name)}</strong>
        </Link>
        <div className="public-tools">
          <button
            type="button"
            aria-pressed={size === 'care'}
            onClick={() => changeAppearance({ size: size === 'care' ? 'plain' : 'care' })}
          >
            {t(size === 'care' ? 'plain' : 'care')}
          </button>
          <button
            type="button"
            lang={other === 'zh' ? 'zh-CN' : 'en'}
            onClick={() => void i18n.changeLanguage(other)}
          >
            {t('other_language')}
          </button>
        </div>
      </header>
      <nav className="public-links" aria-label={t('links')}>
        <NavLink to="/public/report">{t('to_report')}</NavLink>
        <NavLink to="/public" end>
          {t('to_follow')}
        </NavLink>
        <NavLink to="/public/mine">{t('to_mine')}</NavLink>
      </nav>
      <div role="status" className="public-away" data-open={isAway}>
        {isAway && t('away')}
      </div>
      <main id="page" tabIndex={-1}>
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <Outlet />
        </Suspense>
      </main>
      <PublicSessionDialog />
      <footer className="public-foot small">
        <a href="/sign-in">{t('staff')}</a>
      </footer>
    </div>
  )
}
