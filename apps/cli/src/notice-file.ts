import { readNotice } from '@duibiao/base'
import type { Finding, Notice } from '@duibiao/base'
import { readYaml } from '@duibiao/packfile'
import { readBytes } from './message-file.ts'

/** A notice as its file says it. */
export interface NoticeFile {
  /** What is kept, and the notice it means; absent when there are findings. */
  readonly read?: { readonly data: unknown; readonly notice: Notice }
  readonly findings: readonly Finding[]
}

const fields: ReadonlySet<string> = new Set(['year', 'sources', 'off', 'work', 'ordinary'])

/**
 * Reads a holiday notice, JSON or YAML, in the shape of `readNotice`. A field nobody knows is a fault: a holiday under a
 * misspelt name would be worked through.
 * @param name how faults call the file
 * @throws AppError `file_unreadable`
 */
export function readNoticeFile(file: string, name: string): NoticeFile {
  const { value: data, lines, findings: faults } = readYaml(readBytes(file, name), name)
  if (faults.length > 0) return { findings: faults }
  const { notice, findings } = readNotice(data, name)
  const known = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.keys(data) : []
  const unknown = known.filter((field) => !fields.has(field)).map((field) => unknownField(name, field))
  const all = [...findings, ...unknown].map((finding) => ({
    ...finding,
    line: lines.get(pointerOf(finding.element)) ?? 0,
  }))
  return notice === undefined || all.length > 0
    ? { findings: all }
    : { read: { data, notice }, findings: all }
}

/** The JSON pointer of `off[2]`. */
function pointerOf(element = ''): string {
  return `/${element.replace('[', '/').replace(']', '')}`
}

function unknownField(file: string, field: string): Finding {
  const zh = `放假通知没有“${field}”这一项：应为 ${[...fields].join('、')}`
  const en = `A holiday notice has no field "${field}": it has ${[...fields].join(', ')}`
  return { file, line: 0, code: 'notice_field_unknown', severity: 'error', element: field, zh, en }
}
