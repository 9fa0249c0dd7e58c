import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** The rows of this package. */
export const baseErrors = {
  // base: instants, dates, durations
  instant_malformed: row(
    400,
    { zh: '“{text}”不是有效的时刻', en: '"{text}" is not a valid instant' },
    {
      zh: '请写成 2026-03-02T09:30:00+08:00 的形式，须带时区偏移或 Z',
      en: 'write it as 2026-03-02T09:30:00+08:00, with an offset or Z',
    },
  ),
  date_malformed: row(
    400,
    { zh: '“{text}”不是有效的日期', en: '"{text}" is not a valid date' },
    { zh: '请写成 2026-03-02 的形式', en: 'write it as 2026-03-02' },
  ),
  date_out_of_range: row(
    422,
    { zh: '日期超出 0001 至 9999 年的范围', en: 'The date lies outside the years 0001 to 9999' },
    { zh: '请改用范围内的日期', en: 'use a date within them' },
  ),
  time_malformed: row(
    400,
    { zh: '“{text}”不是有效的钟点', en: '"{text}" is not a valid time of day' },
    { zh: '请写成 09:30 的形式（00:00 至 24:00）', en: 'write it as 09:30 (00:00 to 24:00)' },
  ),
  duration_malformed: row(
    400,
    { zh: '“{text}”不是有效的时长', en: '"{text}" is not a valid duration' },
    {
      zh: '请按 ISO 8601 写，如 PT72H、P1Y2M3DT4H5M6.5S、P2W',
      en: 'write it as ISO 8601, such as PT72H, P1Y2M3DT4H5M6.5S or P2W',
    },
  ),
  cycle_malformed: row(
    400,
    { zh: '“{text}”不是有效的循环', en: '"{text}" is not a valid cycle' },
    {
      zh: '请按 ISO 8601 写，如 R3/PT10S、R/2026-01-01T00:00:00Z/PT1H',
      en: 'write it as ISO 8601, such as R3/PT10S or R/2026-01-01T00:00:00Z/PT1H',
    },
  ),

  // base: calendars and clocks
  calendar_invalid: row(
    422,
    { zh: '日历“{calendar}”有误（{problem}）', en: 'Calendar "{calendar}" is wrong ({problem})' },
    {
      zh: '请改正工作时间：各段依次排列、互不重叠，写成 08:00–12:00',
      en: 'mend its working hours: spans in order that do not overlap, written 08:00–12:00',
    },
  ),
  notice_malformed: row(
    422,
    { zh: '放假通知有误（{path}：{problem}）', en: 'The holiday notice is wrong ({path}: {problem})' },
    {
      zh: '请按通知原文改正该处后重新载入',
      en: 'mend that place after the published notice and load it again',
    },
  ),
  clock_rule_invalid: row(
    422,
    { zh: '时限规则有误（{field}：{problem}）', en: 'The clock rule is wrong ({field}: {problem})' },
    { zh: '请在治理包或参数中改正该项', en: 'mend that field in the pack or its parameters' },
  ),
  clock_unreachable: row(
    422,
    { zh: '时限在 {years} 年内不能届满', en: 'The clock does not end within {years} years' },
    { zh: '请检查日历的工作时间、停办日和暂停', en: 'check working hours, closures and pauses' },
  ),
  pause_invalid: row(
    422,
    { zh: '暂停的终止时刻早于起始时刻', en: 'A pause ends before it begins' },
    { zh: '请核对两个时刻后重新提交', en: 'check the two times and send it again' },
  ),
  consequence_unknown: row(
    422,
    { zh: '“{kind}”不是时限届满后果', en: '"{kind}" is not a consequence of a clock' },
    { zh: '可用 {allowed}', en: 'use one of {allowed}' },
  ),
  consequence_basis_missing: row(
    422,
    { zh: '后果“{kind}”没有写明法律依据', en: 'Consequence "{kind}" has no legal basis' },
    { zh: '请写上法律名称和条款', en: 'name the law and its article' },
  ),
  consequence_forbidden: row(
    422,
    { zh: '时限对象“{subject}”不得适用“{kind}”', en: 'A clock on "{subject}" may not end in "{kind}"' },
    { zh: '该对象可用 {allowed}', en: 'allowed here are {allowed}' },
  ),
  clock_subject_unknown: row(
    422,
    { zh: '“{subject}”不是时限对象', en: '"{subject}" is not a subject of a clock' },
    { zh: '可用 {allowed}', en: 'use one of {allowed}' },
  ),

  // base: canonical JSON, digests, money, identifiers
  json_number_invalid: row(
    422,
    {
      zh: '{path} 处的数不能写入 JSON（NaN 或无穷大）',
      en: 'The number at {path} cannot be written as JSON (NaN or infinite)',
    },
    { zh: '请改成有限的数，或留空', en: 'give a finite number, or leave it empty' },
  ),
  json_text_malformed: row(
    422,
    { zh: '{path} 处的文字含有不成对的代理码元', en: 'The text at {path} contains a lone surrogate' },
    {
      zh: '请重新输入这段文字，或删去显示不出的字符',
      en: 'enter the text again, or remove the characters that do not show',
    },
  ),
  json_value_unsupported: row(
    422,
    { zh: '{path} 处的值（{type}）不属于 JSON', en: 'The value at {path} ({type}) is not a JSON value' },
    { zh: '请改用文字、数、是否、清单或对象', en: 'use text, a number, true or false, a list or an object' },
  ),
  json_too_deep: row(
    422,
    { zh: 'JSON 嵌套超过 {limit} 层', en: 'The JSON is nested deeper than {limit} levels' },
    { zh: '请减少嵌套', en: 'nest it less deeply' },
  ),
  digest_malformed: row(
    400,
    { zh: '“{text}”不是有效的摘要', en: '"{text}" is not a valid digest' },
    { zh: '请照原样抄录 64 位小写十六进制', en: 'copy all its 64 lower-case hex digits' },
  ),
  money_malformed: row(
    400,
    { zh: '“{text}”不是有效的金额', en: '"{text}" is not a valid amount of money' },
    { zh: '请写成 1234.56 的形式，最多两位小数', en: 'write it as 1234.56, with at most two decimals' },
  ),
  district_id_malformed: row(
    400,
    { zh: '“{text}”不是有效的区县编号', en: '"{text}" is not a valid district id' },
    { zh: '请用正整数，如 1', en: 'use a whole number above 0, such as 1' },
  ),
  matter_id_malformed: row(
    400,
    { zh: '“{text}”不是有效的事项标识', en: '"{text}" is not a valid matter id' },
    {
      zh: '请照原样抄录 36 位的 UUIDv7，编号（如 JB-2026-000001）不是标识',
      en: 'copy the UUIDv7 of 36 characters; a number such as JB-2026-000001 is no id',
    },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
