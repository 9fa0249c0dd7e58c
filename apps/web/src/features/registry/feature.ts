import {
  ApartmentOutlined,
  BellOutlined,
  EnvironmentOutlined,
  ImportOutlined,
  SafetyOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'
import { useFindingCount } from './queries.ts'

const roles = ['administrator'] as const

export const registryFeature: Feature = {
  id: 'registry',
  routes: [
    {
      path: 'registry/attention',
      screen: () => import('./attention.tsx').then(({ Attention }) => ({ Screen: Attention })),
    },
    {
      path: 'registry/areas/:area?',
      screen: () => import('./area-screen.tsx').then(({ AreaScreen }) => ({ Screen: AreaScreen })),
    },
    {
      path: 'registry/offices/:office?',
      screen: () => import('./office-screen.tsx').then(({ OfficeScreen }) => ({ Screen: OfficeScreen })),
    },
    {
      path: 'registry/staff',
      screen: () => import('./people.tsx').then(({ People }) => ({ Screen: People })),
    },
    {
      path: 'registry/staff/people/:person',
      screen: () => import('./person-page.tsx').then(({ PersonPage }) => ({ Screen: PersonPage })),
    },
    {
      path: 'registry/staff/posts',
      screen: () => import('./posts.tsx').then(({ Posts }) => ({ Screen: Posts })),
    },
    {
      path: 'registry/staff/posts/:post',
      screen: () => import('./post-page.tsx').then(({ PostPage }) => ({ Screen: PostPage })),
    },
    {
      path: 'registry/staff/roster',
      screen: () => import('./roster.tsx').then(({ Roster }) => ({ Screen: Roster })),
    },
    {
      path: 'registry/lists',
      screen: () => import('./duties.tsx').then(({ Duties }) => ({ Screen: Duties })),
    },
    {
      path: 'registry/lists/duties/:duty',
      screen: () => import('./duty-page.tsx').then(({ DutyPage }) => ({ Screen: DutyPage })),
    },
    {
      path: 'registry/lists/items',
      screen: () => import('./items.tsx').then(({ Items }) => ({ Screen: Items })),
    },
    {
      path: 'registry/lists/items/:item',
      screen: () => import('./item-page.tsx').then(({ ItemPage }) => ({ Screen: ItemPage })),
    },
    {
      path: 'registry/lists/check',
      screen: () => import('./duty-check.tsx').then(({ DutyCheck }) => ({ Screen: DutyCheck })),
    },
    {
      path: 'registry/imports',
      screen: () => import('./import-screen.tsx').then(({ ImportScreen }) => ({ Screen: ImportScreen })),
    },
    {
      path: 'accounts',
      screen: () => import('./accounts.tsx').then(({ Accounts }) => ({ Screen: Accounts })),
    },
    {
      path: 'accounts/:account',
      screen: () => import('./account-page.tsx').then(({ AccountPage }) => ({ Screen: AccountPage })),
    },
  ],
  entries: [
    {
      path: '/registry/attention',
      title: { zh: '待处理', en: 'Attention' },
      icon: BellOutlined,
      section: 'administration',
      order: 50,
      roles,
      useCount: useFindingCount,
    },
    {
      path: '/registry/areas',
      title: { zh: '区域', en: 'Areas' },
      icon: EnvironmentOutlined,
      section: 'administration',
      order: 51,
      roles,
    },
    {
      path: '/registry/offices',
      title: { zh: '机构', en: 'Offices' },
      icon: ApartmentOutlined,
      section: 'administration',
      order: 52,
      roles,
    },
    {
      path: '/registry/staff',
      title: { zh: '人员与岗位', en: 'People' },
      icon: TeamOutlined,
      section: 'administration',
      order: 53,
      roles,
    },
    {
      path: '/registry/lists',
      title: { zh: '履职清单', en: 'Duty lists' },
      icon: UnorderedListOutlined,
      section: 'administration',
      order: 54,
      roles,
    },
    {
      path: '/registry/imports',
      title: { zh: '导入导出', en: 'Import' },
      icon: ImportOutlined,
      section: 'administration',
      order: 55,
      roles,
    },
    {
      path: '/accounts',
      title: { zh: '账号', en: 'Accounts' },
      icon: SafetyOutlined,
      section: 'administration',
      order: 56,
      roles: ['security_administrator'],
    },
  ],
}
