import { useTranslation } from 'react-i18next'
import type { MapRole } from './map-role.ts'

/** What a place is, in words; nothing where it is neither one's own, nor a peer, nor a rival. */
export function useRoleWords(): (role: MapRole) => readonly string[] {
  const { t } = useTranslation('peer')
  return ({ isOwn, peer, rival }) => [
    ...(isOwn ? [t('own')] : []),
    ...(peer === undefined ? [] : [t('map.role.peer', { place: peer })]),
    ...(rival === undefined ? [] : [t(`rivals.${rival}`)]),
  ]
}
