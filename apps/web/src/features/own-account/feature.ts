import { allRoles } from '../../app/feature.ts'
import type { Feature } from '../../app/feature.ts'

/** Everybody's own account; it is found in the menu of the person and by Ctrl-K. */
export const ownAccountFeature: Feature = {
  id: 'own-account',
  routes: [
    {
      path: 'account',
      screen: () => import('./own-account.tsx').then(({ OwnAccount }) => ({ Screen: OwnAccount })),
    },
  ],
  commands: [{ title: { zh: '我的账号', en: 'My account' }, roles: allRoles, path: '/account' }],
}
