import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../wire/refusal.ts'
import { useStatisticsChanged } from './queries.ts'
import type { FileKind } from './queries.ts'
import { isReady, useSending } from './use-sending.ts'
import type { Confirmed, Outcome, Sent, TrialOptions } from './use-sending.ts'

export interface Trial extends Sent, Outcome {
  readonly isPending: boolean
  readonly refusal: string | undefined
  /** Another file or another way to read it: it is tried anew. */
  readonly choose: (change: Partial<Sent>) => void
  readonly write: (isPartial: boolean) => Promise<void>
}

const nothing: Outcome & Pick<Trial, 'refusal'> = { report: undefined, refusal: undefined, planFindings: [] }
const plain: TrialOptions = { units: 'division', period: '' }

/** Tries a table by a plan as soon as both are chosen, and has written what was tried. */
export function useTrial(kind: FileKind): Trial {
  const { t } = useTranslation('statistic')
  const send = useSending(kind)
  const changed = useStatisticsChanged()
  const [sent, setSent] = useState<Sent>({ plan: undefined, table: undefined, options: plain })
  const [state, setState] = useState(nothing)
  const [isPending, setPending] = useState(false)
  const turn = useRef(0)

  async function ask(now: Sent, confirmed?: Confirmed): Promise<void> {
    turn.current += 1
    const own = turn.current
    const isWhole = isReady(kind, now)
    setPending(isWhole)
    if (!isWhole) return
    const told = await answerTo(now, confirmed)
    // Another file was chosen meanwhile.
    if (own !== turn.current) return
    setState((before) => ({ ...told, report: told.refusal === undefined ? told.report : before.report }))
    setPending(false)
  }

  async function answerTo(now: Sent, confirmed: Confirmed | undefined): Promise<typeof nothing> {
    try {
      const told = await send(now, confirmed)
      if (confirmed !== undefined) await changed()
      return { ...nothing, ...told }
    } catch (error) {
      return { ...nothing, refusal: error instanceof Refusal ? error.problem.detail : t('import.unread') }
    }
  }

  return {
    ...sent,
    ...state,
    isPending,
    choose: (change) => {
      const now = { ...sent, ...change }
      setSent(now)
      setState(nothing)
      void ask(now)
    },
    write: async (isPartial) => {
      const digest = state.report?.digest
      if (digest !== undefined) await ask(sent, { digest, isPartial })
    },
  }
}
