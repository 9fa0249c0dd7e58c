import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** The rows of this package. */
export const baseErrors = {
  // base: instants, dates, durations
  instant_malformed: row(
    400,
    '“{text}”不是有效的时刻：请写成 2026-03-02T09:30:00+08:00 的形式，须带时区偏移或 Z',
    '"{text}" is not a valid instant: write it as 2026-03-02T09:30:00+08:00, with an offset or Z',
  ),
  date_malformed: row(
    400,
    '“{text}”不是有效的日期：请写成 2026-03-02 的形式',
    '"{text}" is not a valid date: write it as 2026-03-02',
  ),
  date_out_of_range: row(
    422,
    '日期超出 0001 至 9999 年的范围',
    'The date lies outside the years 0001 to 9999',
  ),
  time_malformed: row(
    400,
    '“{text}”不是有效的钟点：请写成 09:30 的形式（00:00 至 24:00）',
    '"{text}" is not a valid time of day: write it as 09:30 (00:00 to 24:00)',
  ),
  duration_malformed: row(
    400,
    '“{text}”不是有效的时长：请按 ISO 8601 写，如 PT72H、P1Y2M3DT4H5M6.5S、P2W',
    '"{text}" is not a valid duration: write it as ISO 8601, such as PT72H, P1Y2M3DT4H5M6.5S or P2W',
  ),
  cycle_malformed: row(
    400,
    '“{text}”不是有效的循环：请按 ISO 8601 写，如 R3/PT10S、R/2026-01-01T00:00:00Z/PT1H',
    '"{text}" is not a valid cycle: write it as ISO 8601, such as R3/PT10S or R/2026-01-01T00:00:00Z/PT1H',
  ),

  // base: calendars and clocks
  calendar_invalid: row(422, '日历“{calendar}”有误：{problem}', 'Calendar "{calendar}" is wrong: {problem}'),
  notice_malformed: row(
    422,
    '放假通知有误（{path}）：{problem}',
    'The holiday notice is wrong at {path}: {problem}',
  ),
  clock_rule_invalid: row(
    422,
    '时限规则有误（{field}）：{problem}',
    'The clock rule is wrong at {field}: {problem}',
  ),
  clock_unreachable: row(
    422,
    '时限在 {years} 年内不能届满：请检查日历的工作时间、停办日和暂停',
    'The clock does not end within {years} years: check working hours, closures and pauses',
  ),
  pause_invalid: row(422, '暂停的终止时刻早于起始时刻', 'A pause ends before it begins'),
  consequence_unknown: row(
    422,
    '“{kind}”不是时限届满后果：可用 {allowed}',
    '"{kind}" is not a consequence of a clock: use one of {allowed}',
  ),
  consequence_basis_missing: row(
    422,
    '后果“{kind}”须写明法律依据（法律名称和条款）',
    'Consequence "{kind}" needs its legal basis (law and article)',
  ),
  consequence_forbidden: row(
    422,
    '时限对象“{subject}”不得适用“{kind}”：该对象可用 {allowed}',
    'A clock on "{subject}" may not end in "{kind}": allowed here are {allowed}',
  ),
  clock_subject_unknown: row(
    422,
    '“{subject}”不是时限对象：可用 {allowed}',
    '"{subject}" is not a subject of a clock: use one of {allowed}',
  ),

  // base: canonical JSON, digests, money, identifiers
  json_number_invalid: row(
    422,
    '{path} 处的数不能写入 JSON（NaN 或无穷大）',
    'The number at {path} cannot be written as JSON (NaN or infinite)',
  ),
  json_text_malformed: row(
    422,
    '{path} 处的文字含有不成对的代理码元',
    'The text at {path} contains a lone surrogate',
  ),
  json_value_unsupported: row(
    422,
    '{path} 处的值（{type}）不属于 JSON',
    'The value at {path} ({type}) is not a JSON value',
  ),
  json_too_deep: row(422, 'JSON 嵌套超过 {limit} 层', 'The JSON is nested deeper than {limit} levels'),
  digest_malformed: row(
    400,
    '“{text}”不是 64 位小写十六进制摘要',
    '"{text}" is not a digest of 64 lower-case hex digits',
  ),
  money_malformed: row(
    400,
    '“{text}”不是有效的金额：请写成 1234.56 的形式，最多两位小数',
    '"{text}" is not a valid amount of money: write it as 1234.56, with at most two decimals',
  ),
  district_id_malformed: row(400, '“{text}”不是有效的区县编号', '"{text}" is not a valid district id'),
  matter_id_malformed: row(
    400,
    '“{text}”不是有效的事项标识（UUIDv7）',
    '"{text}" is not a valid matter id (UUIDv7)',
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
