import { row } from './error-row.ts'

/** Refusals where matters are dispatched, merged and answered with the help of software. */
export const dispatchErrors = {
  take_back_too_late: row(
    409,
    {
      zh: '自动派单可以撤回到 {until}，已经过了',
      en: 'The automatic dispatch could be taken back until {until}',
    },
    { zh: '请承办单位按流程退回或者提出异议', en: 'have the office return it, or object to it' },
  ),
  take_back_acted_on: row(
    409,
    { zh: '承办单位已经办理，不能撤回', en: 'The office has acted on it: it cannot be taken back' },
    { zh: '请承办单位按流程退回或者提出异议', en: 'have the office return it, or object to it' },
  ),
  merge_target_unknown: row(
    422,
    {
      zh: '没有编号为 {number} 的事项，或您无权查看',
      en: 'There is no matter {number}, or you may not see it',
    },
    { zh: '请核对编号，从相似事项中选取', en: 'compare the number, or choose it from the similar matters' },
  ),
  merge_itself: row(
    422,
    { zh: '{number} 不能并入自己', en: '{number} cannot be merged into itself' },
    { zh: '请填写另一事项的编号', en: 'give the number of another matter' },
  ),
  merge_target_other: row(
    422,
    {
      zh: '{number} 不是同类事项，不能并入',
      en: '{number} is of another kind: nothing can be merged into it',
    },
    { zh: '请选取同类的在办事项', en: 'choose an open matter of the same kind' },
  ),
  merge_target_closed: row(
    409,
    {
      zh: '{number} 已结束或已答复，并入的上报人得不到答复',
      en: '{number} has ended or was answered: whoever is merged into it would not be',
    },
    {
      zh: '请单独办理，或并入仍在办理的事项',
      en: 'handle it by itself, or merge it into one that is under way',
    },
  ),
  merge_missing: row(
    409,
    { zh: '事项没有并入别的事项', en: 'The matter is not merged into another' },
    { zh: '请刷新后再看', en: 'load it again' },
  ),
  merge_settled: row(
    409,
    {
      zh: '并案不能再撤销：主案已答复或已结束，或者过了撤销期限',
      en: 'The merge cannot be undone any more: the surviving matter was answered or has ended, or the time for it is over',
    },
    { zh: '如仍有诉求，请重新上报', en: 'report it anew if something is left to do' },
  ),
  draft_refused: row(
    409,
    { zh: '这里不能由软件起草', en: 'Nothing can be drafted here' },
    {
      zh: '请自行撰写：未设语言模型，或事项要求保密，或居民没有写下内容',
      en: 'write it yourself: there is no language model, the reporter asked for secrecy, or the message is empty',
    },
  ),
  draft_unavailable: row(
    502,
    { zh: '没有起草成功：{reason}', en: 'There is no draft: {reason}' },
    { zh: '请稍后再试，或自行撰写', en: 'try again later, or write it yourself' },
  ),
} as const
