import { Suspense, lazy, useEffect } from 'react'
import { Navigate, useLocation } from 'react-router'
import { Failed, Loading } from '../ui/screen-state.tsx'
import { codeOf } from '../wire/refusal.ts'
import { useAsk } from '../wire/service-context.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { MeProvider } from './me.tsx'
import { SessionDialog } from './session-dialog.tsx'
import { Shell } from './shell.tsx'

const PendingStepScreen = lazy(async () => ({
  default: (await import('../features/own-account/pending-step.tsx')).PendingStepScreen,
}))

/** The desk, for whoever is signed in; others sign in first and come back to where they wanted to go. */
export function Session() {
  const { data, error, refetch } = useAsk('me.read', {}, { staysFor: 60_000 })
  const { pathname, search } = useLocation()
  useEffect(() => {
    // A browser may keep a page as it was when it was left, and show that again to whoever goes back.
    function lookAgain({ persisted }: PageTransitionEvent): void {
      if (persisted) location.reload()
    }
    addEventListener('pageshow', lookAgain)
    return () => removeEventListener('pageshow', lookAgain)
  }, [])
  // A session that ends at work is renewed in a dialog over the screen (session-dialog.tsx), which stays as it is.
  if (data === undefined) {
    if (codeOf(error) === 'session_missing') {
      return <Navigate to={`/sign-in?return_to=${encodeURIComponent(pathname + search)}`} replace />
    }
    return error === null ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />
  }
  return (
    <MeProvider value={data}>
      {data.pending === undefined ? (
        <Shell />
      ) : (
        <Suspense fallback={<Loading />}>
          <PendingStepScreen key={data.pending} step={data.pending} />
        </Suspense>
      )}
      <SessionDialog />
      <ConfirmDialog />
    </MeProvider>
  )
}
