import { Navigate, useLocation } from 'react-router'
import { Failed, Loading } from '../ui/screen-state.tsx'
import { codeOf } from '../wire/refusal.ts'
import { useAsk } from '../wire/service-context.tsx'
import { MeProvider } from './me.tsx'
import { Shell } from './shell.tsx'

/** The desk, for whoever is signed in; others sign in first and come back to where they wanted to go. */
export function Session() {
  const { data, error, refetch } = useAsk('me.read', {}, { staysFor: 60_000 })
  const { pathname, search } = useLocation()
  // A session that ends at work is renewed in a dialog over the screen (session-dialog.tsx), which stays as it is.
  if (data === undefined) {
    if (codeOf(error) === 'session_missing') {
      return <Navigate to={`/sign-in?return_to=${encodeURIComponent(pathname + search)}`} replace />
    }
    return error === null ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />
  }
  if (data.pending !== undefined) return <Navigate to="/sign-in" replace />
  return (
    <MeProvider value={data}>
      <Shell />
    </MeProvider>
  )
}
