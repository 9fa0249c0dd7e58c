import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsShut, useService } from '../wire/service-context.tsx'
import { useResident } from './resident.ts'
import { PublicSignIn } from './sign-in.tsx'

/** Comes over the page when what was asked for needs somebody signed in. What was typed is still there, and goes on afterwards. */
export function PublicSessionDialog() {
  const { t } = useTranslation('public')
  const { gate } = useService()
  const { renew } = useResident()
  const isShut = useIsShut()
  const frame = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isShut) frame.current?.showModal()
    else frame.current?.close()
  }, [isShut])
  return (
    <dialog
      ref={frame}
      className="public-dialog"
      aria-label={t('sign_in.title')}
      onCancel={() => gate.open(false)}
    >
      {isShut && (
        <>
          <PublicSignIn
            why={t('sign_in.over')}
            onDone={() => {
              gate.open(true)
              void renew()
            }}
          />
          <button type="button" className="public-link" onClick={() => gate.open(false)}>
            {t('sign_in.leave')}
          </button>
        </>
      )}
    </dialog>
  )
}
