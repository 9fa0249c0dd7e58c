import { operations, roles } from '@duibiao/contract'
import type { Role } from '@duibiao/contract'
import { commandPermissions } from '../apps/server/src/command-policy.ts'
import { contactViews } from '../apps/server/src/contact-policy.ts'
import { guardInformer, isKeeper, levelViews, ownView } from '../apps/server/src/level-policy.ts'
import { permissions } from '../apps/server/src/policy.ts'
import type { Permission, Relation } from '../apps/server/src/policy.ts'
import type { Generator } from './generator.ts'

const path = 'docs/reference/permissions.md'

export const permissionsDoc: Generator = {
  name: 'permissions',
  owns: path,
  write: () => ({ [path]: writePermissionsPage() }),
}

const roleNames: Readonly<Record<Role, readonly [zh: string, en: string]>> = {
  resident: ['居民', 'resident'],
  grid_worker: ['网格员', 'grid worker'],
  community_clerk: ['社区工作人员', 'community clerk'],
  street_dispatcher: ['街道派遣员', 'street dispatcher'],
  district_dispatcher: ['区级派遣员', 'district dispatcher'],
  department_handler: ['部门经办人', 'department handler'],
  department_head: ['部门负责人', 'department head'],
  window_clerk: ['窗口人员', 'window clerk'],
  supervision_officer: ['督查员', 'supervision officer'],
  leader: ['领导', 'leader'],
  analyst: ['分析员', 'analyst'],
  auditor: ['审计管理员', 'audit administrator'],
  administrator: ['系统管理员', 'system administrator'],
  security_administrator: ['安全管理员', 'security administrator'],
}

const marks: Readonly<Record<Relation, string>> = {
  any: '●',
  own: 'own 本人',
  office: 'office 机构',
  area: 'area 辖区',
  district: 'all 全区',
}

const viewMarks = { clear: '明 clear', masked: '掩 masked', hidden: '隐 hidden' } as const

/** The page of who may do and see what, from the data that the service decides with. */
export function writePermissionsPage(): string {
  return [head, operationTable(), commandTable(), levelTable(), contactTable()].join('\n\n')
}

const head = `# Permissions 权限

Written by \`tools/permissions-doc.ts\` from the one policy of the service (\`apps/server/src/policy.ts\`, \`command-policy.ts\`, \`level-policy.ts\`); the same data is
compiled into the keys that lists, counts and single matters are asked of the database with. \`apps/server/src/authorisation.db.test.ts\` calls every operation as everybody and
judges each answer by these tables; an operation without a row does not compile.

本页由程序从唯一的权限数据生成。列表、计数、导出、附件与单个事项用的是同一份数据；测试以每种身份调用每个接口，按本表判定。

- **●** may ask 可用; **own** a matter they reported or applied for 本人上报或申请的; **office** their office, or one below it, was asked to act 本机构（含下级）承办的;
  **area** its place lies in the area of their office, or it was given to that office 位于本辖区或交本机构的; **all** every matter of the district 全区; empty: refused 拒绝.
- A matter that somebody may not see is answered with 404, in the same words as one that is not there. A task that is offered to a post lets its holder at the matter.
  看不到的事项一律答复“不存在”。任务交给某岗位，该岗位人员即可查看该事项。
- The three separated administrations (三员分立) see no matters, and no account holds two of them. 三类管理员不看事项，且不得兼任。
- What somebody sees of a matter follows from the roles by which they reach it; a second role that does not reach it gives nothing. 兼任多岗者，只按够得着该事项的岗位决定可见内容。
- **s** only within a session, no access token can ask for it 仅限登录会话，令牌不可用. A token does what its scopes and its owner may, whichever is less 令牌的权限不超过其范围和所有者.
- Of another district nobody sees anything: its ids do not exist here, and the database itself refuses its rows to a session of this one (row level security). 区县之间互不可见，由数据库行级策略再保一层.`

function operationTable(): string {
  const rows = operations.map((operation) => {
    const permission: Permission = permissions[operation.id]
    const session = permission.sessionOnly === true ? ' **s**' : ''
    const name = `| \`${operation.id}\`${session}<br>${operation.summary.zh} ${operation.summary.en}`
    return `${name} | ${permission.anonymous === true ? '●' : ''} | ${roles.map((role) => cellOf(permission, role)).join(' | ')} |`
  })
  return `## Operations 接口\n\n${tableHead(['operation 接口', 'anybody 未登录'])}\n${rows.join('\n')}`
}

function cellOf(permission: Permission, role: Role): string {
  if (permission.everybody === true) return '●'
  const relation = permission.roles?.[role]
  return relation === undefined ? '' : marks[relation]
}

function commandTable(): string {
  const rows = Object.entries(commandPermissions).map(([kind, permission]) => {
    const task = permission.isTask === true ? (permission.isHeads === true ? ' **th**' : ' **t**') : ''
    return `| \`${kind}\`${task} | ${roles.map((role) => cellOf(permission, role)).join(' | ')} |`
  })
  return `## Commands on matters 对事项的操作

**t**: of these roles only who the task is offered to, or who holds it 仅限任务所交的岗位或持有人. What the pack allows at a step is asked as well, and the stricter counts 流程包在该环节的规定同时适用，从严.
**h**: the head of the office too, of what anybody in it has to do or holds 单位负责人可对本单位任何人的任务进行.
Variables that no form of a step has checked may be given by those who may \`setVariables\` only; whether a reporter is kept secret, and who it is, by those who take reports in only. Nobody approves an extension in the name of another.
未经表单校验的变量只有可 \`setVariables\` 者能写；是否保密、何人反映只有受理岗位能改；延期不得借他人之名批准。

${tableHead(['command 操作'])}
${rows.join('\n')}`
}

function levelTable(): string {
  const levels = ['public', 'internal', 'sensitive', 'important'] as const
  const rows = roles.map((role) => {
    const [zh, en] = roleNames[role]
    const view = levelViews[role]
    const guarded = guardInformer(view, role)
    const cells = levels.map((level) =>
      view[level] === guarded[level]
        ? viewMarks[view[level]]
        : `${viewMarks[view[level]]} → ${viewMarks[guarded[level]]}`,
    )
    return `| ${zh} ${en}${isKeeper(role) ? ' **k**' : ''} | ${cells.join(' | ')} |`
  })
  const own = `| 本人事项 a matter of one’s own | ${levels.map((level) => viewMarks[ownView[level]]).join(' | ')} |`
  return `## Levels of data 数据级别

How each role sees fields of each level (个人信息保护法 28, 51). What is masked can be revealed with a reason, as an act that is kept; what is hidden cannot. After an arrow: when
the reporter asked for secrecy (济南市12345条例 32; 信访工作条例 30). **k**: keeps that secret. 掩码内容说明理由后可查看并留痕；隐藏内容不可查看。箭头之后为反映人要求保密时。

| role 角色 | public 公开 | internal 内部 | sensitive 敏感 | important 重要 |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
${own}
`
}

function contactTable(): string {
  const rows = roles.map((role) => {
    const { clear, reveal } = contactViews[role]
    const cells = [1, 2, 3, 4].map((level) =>
      level <= clear ? '明 clear' : level <= reveal ? '掩 masked' : '隐 hidden',
    )
    return `| ${roleNames[role].join(' ')} | ${cells.join(' | ')} |`
  })
  return `## Contacts of colleagues 同事的联系方式

Whoever looks them up in the registry; what is masked is shown with a reason, as an act that is kept 掩码内容说明理由后可查看并留痕.

| role 角色 | 1 office phone 办公电话 | 2 mail 邮箱 | 3 mobile, address 手机、住址 | 4 identity number 公民身份号码 |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function tableHead(first: readonly string[]): string {
  const names = [...first, ...roles.map((role) => roleNames[role].join(' '))]
  return `| ${names.join(' | ')} |\n|${names.map(() => ' --- |').join('')}`
}
