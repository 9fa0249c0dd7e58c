import type { Instant } from '@duibiao/base'
import type { Variables } from '@duibiao/kernel'

/**
 * What script tasks of a scenario wrote. The suites' scripts are single words with the meaning that betsy's README gives them;
 * there is one trace for all matters of a scenario.
 */
export type Trace = {
  readonly words: string[]
  /** Scripts that take time: when each began and ended. */
  readonly spans: { readonly script: string; readonly from: Instant; to: Instant | undefined }[]
  marked: boolean
}

export type Ran = { readonly set?: Variables; readonly error?: string }

/** Seconds of scenario time that the scripts named WAIT_TEN_SECONDS and CREATE_TIMESTAMP_LOG_n take. */
export const slowScriptSeconds = 10

export function makeTrace(): Trace {
  return { words: [], spans: [], marked: false }
}

/** True for a word of betsy's table. */
export function isScriptWord(word: string): boolean {
  return isSlowScript(word) || /^SCRIPT_task\w+$/.test(word) || word in actions
}

/** True for scripts that occupy their task for a while and can be interrupted meanwhile. */
export function isSlowScript(word: string): boolean {
  return word === 'WAIT_TEN_SECONDS' || /^CREATE_TIMESTAMP_LOG_\d+$/.test(word)
}

/** Runs a script word on the variables its task sees. */
export function runScript(trace: Trace, word: string, variables: Variables): Ran {
  const action = actions[word]
  if (action !== undefined) return action(trace, variables)
  trace.words.push(word)
  return {}
}

/** What a trace holds when it is compared: some words stand for something seen, and only where a scenario asks for them. */
export function wordsOf(
  trace: Trace,
  seen: { readonly expected: readonly string[]; readonly uncaughtErrors: number },
): readonly string[] {
  return [
    ...trace.words,
    ...asked('MARKER_exists', trace.marked, seen.expected),
    ...asked('EXECUTION_parallel', overlap(trace), seen.expected),
    ...Array.from({ length: seen.uncaughtErrors }, () => 'ERROR_thrownErrorEvent'),
  ]
}

function asked(word: string, is: boolean, expected: readonly string[]): readonly string[] {
  return is && expected.includes(word) ? [word] : []
}

const actions: Readonly<Record<string, (trace: Trace, variables: Variables) => Ran>> = {
  CREATE_LOG_FILE: () => ({}),
  INCREMENT_INTEGER_VARIABLE: (_trace, variables) => increment(variables),
  INCREMENT_INTEGER_VARIABLE_AND_LOG(trace, variables) {
    trace.words.push('INCREMENT_correct')
    return increment(variables)
  },
  CREATE_MARKER_FILE(trace) {
    trace.marked = true
    return {}
  },
  SET_STRING_DATA: () => ({ set: { data: 'String' } }),
  LOG_DATA(trace, variables) {
    if (variables['data'] === 'String') trace.words.push('DATA_correct')
    return {}
  },
  THROW_ERROR: () => ({ error: 'ERR_CODE' }),
}

function increment(variables: Variables): Ran {
  const before = variables['integerVariable']
  return { set: { integerVariable: (typeof before === 'number' ? before : 0) + 1 } }
}

function overlap(trace: Trace): boolean {
  return trace.spans.some((one, index) =>
    trace.spans
      .slice(index + 1)
      .some((other) => startsBeforeEnd(one.from, other.to) && startsBeforeEnd(other.from, one.to)),
  )
}

function startsBeforeEnd(from: Instant, to: Instant | undefined): boolean {
  return to === undefined || from < to
}
