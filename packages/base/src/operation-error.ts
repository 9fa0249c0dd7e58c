import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** What the kernel refuses of tasks and of the operations on them, migration included. */
export const operationErrors = {
  task_missing: row(
    404,
    { zh: '任务 {task} 不存在或已办结', en: 'Task {task} is not there or was completed' },
    { zh: '请刷新待办，从现有任务中选择', en: 'refresh the list and choose an open task' },
  ),
  task_held: row(
    403,
    { zh: '任务 {task} 由“{person}”办理', en: 'Task {task} is held by "{person}"' },
    { zh: '请先转办或代理', en: 'have it transferred or act as deputy' },
  ),
  task_waits_signers: row(
    409,
    { zh: '任务 {task} 正在等待加签人', en: 'Task {task} waits for its signers' },
    { zh: '请待其办理，或减签', en: 'wait for them, or remove a signer' },
  ),
  task_without_post: row(
    409,
    { zh: '任务 {task} 没有岗位可退回', en: 'Task {task} has no post to go back to' },
    { zh: '请转办', en: 'transfer it' },
  ),
  person_missing: row(
    400,
    { zh: '没有写明人员', en: 'No person is named' },
    { zh: '请指定', en: 'name one' },
  ),
  delegate_to_self: row(
    409,
    { zh: '不能委派给本人（{person}）', en: 'Work cannot be delegated to its own holder ({person})' },
    { zh: '请选择另一人', en: 'choose another person' },
  ),
  error_not_caught: row(
    409,
    {
      zh: '流程没有处理差错“{code}”的路径（节点“{element}”）',
      en: 'The procedure has no way for error "{code}" at "{element}"',
    },
    {
      zh: '请改用流程允许的操作，或在治理包中补上差错边界事件',
      en: 'use an operation that it allows, or add an error boundary event to the pack',
    },
  ),
  operation_not_allowed: row(
    403,
    {
      zh: '节点“{element}”不允许操作“{operation}”',
      en: 'Operation "{operation}" is not allowed at "{element}"',
    },
    { zh: '请见治理包的规定', en: 'see the pack' },
  ),
  return_target_refused: row(
    409,
    { zh: '不能退回到“{target}”', en: 'The matter cannot be returned to "{target}"' },
    { zh: '请选择治理包允许的步骤', en: 'choose a step that the pack allows' },
  ),
  return_not_direct: row(
    409,
    {
      zh: '从“{element}”退回会取消并行的工作，不能直达送回',
      en: 'Returning from "{element}" cancels parallel work, so it cannot come straight back',
    },
    { zh: '请用重新流转', en: 'let it run again' },
  ),
  withdraw_too_late: row(
    409,
    {
      zh: '任务 {task} 的后续已有人办理或已对外发出，不能撤回',
      en: 'What came of task {task} was acted on or sent out, so it cannot be withdrawn',
    },
    { zh: '请用退回', en: 'ask for a return' },
  ),
  token_missing: row(
    409,
    { zh: '编号 {token} 已不在流程中', en: 'Number {token} is no longer in the procedure' },
    { zh: '请刷新', en: 'refresh' },
  ),
  jump_target_missing: row(
    422,
    {
      zh: '不能跳转到“{element}”，它不在可进入的范围内',
      en: 'A jump to "{element}" is not possible from there',
    },
    { zh: '请选择同一流程层内的步骤', en: 'choose a step of the same part of the procedure' },
  ),
  signer_of_signer: row(
    409,
    { zh: '加签任务 {task} 不能再加签', en: 'Task {task} is an extra signature itself and takes no more' },
    { zh: '请在原任务上加签', en: 'add the signer to the original task' },
  ),
  signer_missing: row(
    409,
    { zh: '任务 {task} 不是加签，不能减签', en: 'Task {task} is no extra signature and cannot be removed' },
    { zh: '请选择加签产生的任务', en: 'choose a task that came of adding a signer' },
  ),
  signer_last: row(
    409,
    {
      zh: '任务 {task} 是最后一个签署人，不能减去',
      en: 'Task {task} is the last signer and cannot be removed',
    },
    { zh: '请先加另一人，或撤回加签', en: 'add another one first, or withdraw the request to sign' },
  ),
  migration_same: row(
    409,
    { zh: '事项已在该版本上', en: 'The matter is on that version already' },
    { zh: '无须迁移；请确认选择的版本', en: 'no migration is needed; check which version you chose' },
  ),
  migration_unmapped: row(
    409,
    { zh: '新版本没有与 {elements} 对应的节点', en: 'The new version has no counterpart of {elements}' },
    { zh: '请补充映射', en: 'complete the mapping' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
