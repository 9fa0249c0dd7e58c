import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { BoundaryReport } from './queries.ts'

export const systems = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const
export type System = (typeof systems)[number]

/** What is said of a file of boundaries. */
export interface BoundaryForm {
  readonly file: File | undefined
  readonly property: string
  /** Nothing until somebody has said it: a wrong guess moves every border by half a kilometre. */
  readonly coordinates: System | undefined
  readonly source: string
  readonly approval: string
}

export interface BoundaryTrial {
  readonly form: BoundaryForm
  readonly isReady: boolean
  readonly isPending: boolean
  readonly report: BoundaryReport | undefined
  readonly refusal: string | undefined
  readonly change: (change: Partial<BoundaryForm>) => void
  readonly send: (digest?: string) => Promise<void>
}

const empty: BoundaryForm = {
  file: undefined,
  property: 'code',
  coordinates: undefined,
  source: '',
  approval: '',
}

/** Tries a file of boundaries, and has written what was tried. */
export function useBoundaryTrial(): BoundaryTrial {
  const { t } = useTranslation('statistic')
  const replace = useTell('boundary.replace')
  const forget = useForget()
  const [form, setForm] = useState(empty)
  const [state, setState] = useState<Pick<BoundaryTrial, 'report' | 'refusal'>>({
    report: undefined,
    refusal: undefined,
  })
  const [isPending, setPending] = useState(false)
  const turn = useRef(0)
  const { file, coordinates, ...words } = form
  const isReady =
    file !== undefined && coordinates !== undefined && Object.values(words).every((one) => one.trim() !== '')

  async function answerTo(digest: string | undefined): Promise<typeof state> {
    if (file === undefined || coordinates === undefined) return state
    const query = { name: file.name, coordinates, ...words, ...(digest !== undefined && { digest }) }
    try {
      const body = new Uint8Array(await file.arrayBuffer())
      const { value: report } = await replace.mutateAsync({ query, body })
      if (report.is_applied) await forget('boundary.list', 'boundary.read')
      return { report, refusal: undefined }
    } catch (error) {
      const refusal = error instanceof Refusal ? error.problem.detail : t('import.unread')
      return { report: undefined, refusal }
    }
  }

  return {
    form,
    isReady,
    isPending,
    ...state,
    change: (change) => {
      turn.current += 1
      setForm({ ...form, ...change })
      setState({ report: undefined, refusal: undefined })
      setPending(false)
    },
    send: async (digest) => {
      turn.current += 1
      const own = turn.current
      setPending(true)
      const told = await answerTo(digest)
      // Something else was chosen meanwhile.
      if (own !== turn.current) return
      setState(told)
      setPending(false)
    },
  }
}
