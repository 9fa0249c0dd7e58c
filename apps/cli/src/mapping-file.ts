import { AppError } from '@duibiao/base'
import { readYaml } from '@duibiao/packfile'
import { messageFields } from './message.ts'
import { plainMapping, readBytes } from './message-file.ts'
import type { MessageMapping } from './message-file.ts'

/**
 * Reads what a file calls our fields; a field that is not named keeps its own name.
 * @param name how faults call the file
 * @throws AppError `file_unreadable`, `mapping_invalid`
 */
export function readMapping(file: string, name: string): MessageMapping {
  const { value, findings } = readYaml(readBytes(file, name), name)
  const [fault] = findings
  if (fault !== undefined) throw invalid(name, `${fault.line}: ${fault.en}`)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(name, 'field: column')
  const mapping = { ...plainMapping }
  for (const [field, column] of Object.entries(value)) {
    const known = messageFields.find((one) => one === field)
    if (known === undefined) throw invalid(name, `${field} ∉ ${messageFields.join(', ')}`)
    if (typeof column !== 'string' || column === '') throw invalid(name, `${field}: ?`)
    mapping[known] = column
  }
  return mapping
}

function invalid(file: string, problem: string): AppError {
  return new AppError('mapping_invalid', { file, problem })
}
