import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { Refused } from '../ui/screen-state.tsx'
import { features } from './feature-list.ts'
import { entriesFor } from './feature.ts'
import { useRoles } from './me.tsx'

/** Leads everybody to their work: to the first entry of their navigation, residents to their pages. */
export function Landing() {
  const roles = useRoles()
  const [first] = entriesFor(features, roles)
  if (first !== undefined) return <Navigate to={first.path} replace />
  return roles.includes('resident') ? <ToResidents /> : <Refused />
}

/** The pages of residents are an application of their own, without what the desk needs. */
function ToResidents() {
  useEffect(() => location.replace('/public/mine'), [])
  return undefined
}
