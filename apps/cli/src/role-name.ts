import type { Role } from '@duibiao/contract'
import type { Text } from './language.ts'

/** What the roles are called. */
export const roleNames = {
  resident: { zh: '居民', en: 'resident' },
  grid_worker: { zh: '网格员', en: 'grid worker' },
  community_clerk: { zh: '社区工作者', en: 'community clerk' },
  street_dispatcher: { zh: '街道调度员', en: 'street dispatcher' },
  district_dispatcher: { zh: '区级调度员', en: 'district dispatcher' },
  department_handler: { zh: '部门经办人', en: 'department handler' },
  department_head: { zh: '部门负责人', en: 'department head' },
  window_clerk: { zh: '窗口人员', en: 'window clerk' },
  supervision_officer: { zh: '督查员', en: 'supervision officer' },
  leader: { zh: '领导', en: 'leader' },
  analyst: { zh: '分析员', en: 'analyst' },
  auditor: { zh: '审计员', en: 'auditor' },
  administrator: { zh: '系统管理员', en: 'administrator' },
  security_administrator: { zh: '安全管理员', en: 'security administrator' },
} as const satisfies Readonly<Record<Role, Text>>
