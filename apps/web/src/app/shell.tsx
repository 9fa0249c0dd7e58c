import { BellOutlined, SearchOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { Suspense, lazy, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { Loading } from '../ui/screen-state.tsx'
import { KeyHelp } from '../ui/key-help.tsx'
import { useKeys } from '../ui/keys.ts'
import { useWording } from '../text/format-context.tsx'
import { useAsk } from '../wire/service-context.tsx'
import { AppearanceMenu } from './appearance-menu.tsx'
import { AwayBanner } from './away-banner.tsx'
import { useMay, useMe } from './me.tsx'
import { Navigation } from './navigation.tsx'
import { PersonMenu } from './person-menu.tsx'
import './shell.css'

function loadPalette() {
  return import('./palette.tsx')
}
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }))

/** What stands around every screen of the desk. */
export function Shell() {
  const { t } = useTranslation('app')
  const say = useWording()
  const { district } = useMe()
  const [isSearching, setSearching] = useState(false)
  const [isHelping, setHelping] = useState(false)
  useEffect(() => {
    // Whoever presses Ctrl-K types on at once: nothing may be waited for then.
    // Without a line it is fetched when it is opened.
    const timer = setTimeout(() => void loadPalette().catch(() => {}), 1500)
    return () => clearTimeout(timer)
  }, [])
  useKeys([
    { key: 'mod+k', what: t('keys.palette'), run: () => setSearching(true), isEverywhere: true },
    { key: '?', what: t('keys.help'), run: () => setHelping(true) },
  ])
  return (
    <div className="shell">
      <a href="#screen" className="unseen skip">
        {t('skip')}
      </a>
      <header className="shell-head">
        <Link to="/" className="shell-name">
          <img src="/mark.svg" alt="" width="24" height="24" />
          <strong>{say(district.name)}</strong>
          <span className="soft">{t('product')}</span>
        </Link>
        <button type="button" className="shell-search" onClick={() => setSearching(true)}>
          <SearchOutlined />
          <span>{t('search')}</span>
          <kbd>{t('keys.palette_keys')}</kbd>
        </button>
        <div className="shell-tools">
          <Bell />
          <span className="shell-wide">
            <AppearanceMenu />
          </span>
          <PersonMenu onKeys={() => setHelping(true)} />
        </div>
      </header>
      <AwayBanner />
      <Navigation />
      <main id="screen" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <KeyHelp isOpen={isHelping} onClose={() => setHelping(false)} />
      <Suspense>{isSearching && <Palette onClose={() => setSearching(false)} />}</Suspense>
    </div>
  )
}

/** Unread notifications; opened, they are shown beside the screen. */
function Bell() {
  const { t } = useTranslation('app')
  const [isOpen, setOpen] = useState(false)
  const may = useMay()
  const counts = useAsk('notification.count', {}, { every: 60_000, isWanted: may('notification.count') })
  const unread = counts.data?.unread ?? 0
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99} offset={[-4, 8]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t('notices.open', { count: unread })}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Suspense>{isOpen && <Notices onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
