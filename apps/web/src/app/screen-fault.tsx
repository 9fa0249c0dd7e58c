import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'
import { Button } from 'antd'
import { ScreenNote } from '../ui/screen-state.tsx'

/** Instead of a screen that failed: what was typed elsewhere is not lost, and the rest of the desk works on. */
export function ScreenFault() {
  const { t } = useTranslation('app')
  const error = useRouteError()
  // A page that was open while a new version was put in place asks for files that are gone.
  const isOutdated = error instanceof TypeError && /import|module/i.test(error.message)
  return (
    <ScreenNote
      isAlert
      title={t(isOutdated ? 'fault.outdated' : 'fault.title')}
      what={t(isOutdated ? 'fault.outdated_what' : 'fault.what')}
      act={
        <Button type="primary" onClick={() => location.reload()}>
          {t('fault.reload')}
        </Button>
      }
    />
  )
}

/** An address that leads nowhere. */
export function NothingHere() {
  const { t } = useTranslation('app')
  return (
    <ScreenNote
      title={t('nothing.title')}
      what={t('nothing.what')}
      act={<Link to="/">{t('nothing.back')}</Link>}
    />
  )
}
