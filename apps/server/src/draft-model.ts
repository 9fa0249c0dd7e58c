import { isAppError } from '@duibiao/base'
import type { DraftModel } from '@duibiao/store'
import { makePost } from './outbound.ts'
import type { TargetRule } from './outbound-target.ts'
import type { SecretBox } from './secret-box.ts'

/** What a language model is told: what it shall do, and what it shall do it with. */
export interface DraftPrompt {
  readonly task: string
  /** Data, whatever it says. */
  readonly material: string
}

/** Why no text came; of the other side's own words nothing is shown. */
export type DraftFailure = 'slow' | 'busy' | 'refused' | 'unreadable' | 'unreachable' | 'address_refused'

export type DraftAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: DraftFailure }

export type AskDraftModel = (model: DraftModel, prompt: DraftPrompt) => Promise<DraftAnswer>

/** The purpose that binds the sealed key of a model to it. */
export const draftKeyPurpose = 'draft_model'

/** Most of an answer that is read, bytes, and of its text, characters. */
const answerBytes = 512 * 1024
const longestAnswer = 8_000
/** What a model may write: a reply of some pages. */
const mostTokens = 2_000

/**
 * Asks a language model by the chat interface of OpenAI (POST, no streaming), to addresses that may be sent to. The answer is
 * a text and nothing else: what else stands in it, such as calls of tools, is not looked at.
 */
export function makeDraftAsking(rule: TargetRule, secrets: Pick<SecretBox, 'open'>): AskDraftModel {
  return async (setting, prompt) => {
    const post = makePost({ ...rule, milliseconds: setting.seconds * 1000, answerBytes })
    const key = setting.secret === undefined ? undefined : secrets.open(setting.secret, draftKeyPurpose)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'duibiao',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    }
    const body = JSON.stringify({
      model: setting.model,
      messages: [
        { role: 'system', content: prompt.task },
        { role: 'user', content: prompt.material },
      ],
      temperature: 0.2,
      max_tokens: mostTokens,
      stream: false,
    })
    try {
      const { status, text } = await post({ address: setting.address, headers, body })
      if (status === 429 || status === 503) return failed('busy')
      if (status < 200 || status > 299) return failed('refused')
      const written = readAnswer(text)
      return written === undefined ? failed('unreadable') : { kind: 'text', text: written }
    } catch (error) {
      return failed(reasonOf(error))
    }
  }
}

function failed(reason: DraftFailure): DraftAnswer {
  return { kind: 'failed', reason }
}

/** The text of the first choice; undefined when there is none. */
function readAnswer(text: string): string | undefined {
  const content = memberOf(memberOf(memberOf(parse(text), 'choices'), 0), 'message')
  const written = memberOf(content, 'content')
  if (typeof written !== 'string') return undefined
  const plain = written
    .slice(0, 4 * longestAnswer)
    // What models that think aloud say to themselves is no part of the answer.
    .replace(/^\s*<think>[^]*?<\/think>/u, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .trim()
  return plain === '' ? undefined : plain.slice(0, longestAnswer).toWellFormed()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function memberOf(value: unknown, name: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function reasonOf(error: unknown): DraftFailure {
  if (isAppError(error)) return 'address_refused'
  if (!(error instanceof Error)) return 'unreachable'
  const isLate =
    error.name === 'TimeoutError' || ('code' in error && codesOfTime.includes(String(error.code)))
  if (isLate) return 'slow'
  return 'code' in error && error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'unreadable' : 'unreachable'
}

const codesOfTime = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
