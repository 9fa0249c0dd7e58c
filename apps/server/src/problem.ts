import { formatError, formatErrorTitle, isAppError } from '@duibiao/base'
import type { AppError, Language } from '@duibiao/base'

/** A refusal on the wire (RFC 9457); the schema is `Problem` of the contract. */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly request: string
  readonly findings?: readonly { readonly path: string; readonly code: string; readonly message: string }[]
}

/** A refusal of a request whose fields are wrong: one finding for each. */
export type FieldFinding = NonNullable<ProblemBody['findings']>[number]

/** What a person is told of an error that has a code. */
export function problemOf(
  error: AppError,
  { language, request }: { readonly language: Language; readonly request: string },
): ProblemBody {
  return {
    type: `urn:duibiao:problem:${error.code}`,
    title: formatErrorTitle(error, language),
    status: error.status,
    detail: formatError(error, language),
    code: error.code,
    request,
  }
}

/** Seconds after which to try again, of errors that say so. */
export function retryAfterOf(error: unknown): number | undefined {
  if (!isAppError(error)) return undefined
  const { seconds } = error.params
  return typeof seconds === 'number' ? seconds : undefined
}

/** The language of an `Accept-Language`: English when it is wished for before Chinese, else Chinese. */
export function languageOf(header: string | undefined): Language {
  const wished = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part, index) => {
      const [tag = '', quality] = part.trim().split(';q=')
      return { tag, weight: quality === undefined ? 1 : Number(quality) || 0, index }
    })
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag))
    .toSorted((one, other) => other.weight - one.weight || one.index - other.index)
  return wished[0]?.tag.startsWith('en') === true ? 'en' : 'zh'
}
