import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Peers and gaps. Rows that say `{count}` come with a finding for each fault. */
export const peerErrors = {
  peers_refused: row(
    422,
    {
      zh: '不能选取对标地区，有 {count} 处问题：{reason}',
      en: 'No peers can be chosen, there are faults ({count}): {reason}',
    },
    {
      zh: '请按所列的特征、单位和数值改正',
      en: 'mend the characteristics, places and values that are named',
    },
  ),
  gap_refused: row(
    422,
    {
      zh: '不能比较，有 {count} 处问题：{reason}',
      en: 'There is no comparison, there are faults ({count}): {reason}',
    },
    {
      zh: '请按所列的单位、指标和步骤改正',
      en: 'mend the units, indicators and steps that are named',
    },
  ),
  peer_lists_too_many: row(
    409,
    { zh: '对标名单最多保存 {most} 个', en: 'No more than {most} lists of peers can be kept' },
    { zh: '请先删除不再使用的名单', en: 'remove one that is not used any more' },
  ),
  peer_list_named: row(
    409,
    { zh: '已有名为“{name}”的对标名单', en: 'There is a list of peers called "{name}" already' },
    { zh: '请换一个名称', en: 'give it another name' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
