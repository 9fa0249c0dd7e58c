import type { AnswerOf, verifyAudit } from '@duibiao/contract'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useService } from '../../wire/service-context.tsx'
import type { AuditHead } from './noted-head.ts'

type Stretch = AnswerOf<typeof verifyAudit>

/** What going through the chain came to. */
export interface VerificationResult {
  readonly count: number
  readonly head: AuditHead
  readonly brokenAt: number | undefined
  /** Somebody stopped it before the head. */
  readonly isStopped: boolean
  /** From where it began, when not from the start. */
  readonly checkpoint: Stretch['checkpoint']
}

type State =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly share: number
      readonly reached: number
      readonly head: number
    }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'done'; readonly verified: VerificationResult }

/** Goes through the chain, one stretch a request, and tells how far it is. */
export function useVerification() {
  const { t } = useTranslation('audit')
  const service = useService()
  const forget = useForget()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const isStopped = useRef(false)
  async function ask(
    from: 'checkpoint' | 'start',
    after: AuditHead | undefined,
    noted: AuditHead | undefined,
  ): Promise<Stretch> {
    const body = { ...(after === undefined ? { from } : { after }), ...(noted !== undefined && { noted }) }
    return (await service.ask('audit.verify', { body })).value
  }
  async function start(from: 'checkpoint' | 'start', noted: AuditHead | undefined): Promise<void> {
    isStopped.current = false
    setState({ kind: 'running', share: 0, reached: 0, head: 0 })
    try {
      let stretch = await ask(from, undefined, noted)
      const { checkpoint } = stretch
      let { count } = stretch
      while (!stretch.is_complete && stretch.is_whole && !isStopped.current) {
        const { reached, head } = stretch
        setState({ kind: 'running', share: reached.seq / head.seq, reached: reached.seq, head: head.seq })
        stretch = await ask(from, reached, undefined)
        count += stretch.count
      }
      const { head, broken_at: brokenAt } = stretch
      const isCut = isStopped.current && !stretch.is_complete && stretch.is_whole
      setState({ kind: 'done', verified: { count, head, brokenAt, isStopped: isCut, checkpoint } })
      await forget('audit.list')
    } catch (error) {
      setState({ kind: 'failed', why: error instanceof Refusal ? error.problem.detail : t('verify.failed') })
    }
  }
  function stop(): void {
    isStopped.current = true
  }
  return { state, start, stop }
}
