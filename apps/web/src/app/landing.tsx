import { Navigate } from 'react-router'
import { Refused } from '../ui/screen-state.tsx'
import { features } from './feature-list.ts'
import { entriesFor } from './feature.ts'
import { useRoles } from './me.tsx'

/** Leads everybody to their work: to the first entry of their navigation. */
export function Landing() {
  const [first] = entriesFor(features, useRoles())
  return first === undefined ? <Refused /> : <Navigate to={first.path} replace />
}
