/** A gap between two values of an indicator, as a page shows it, that may become work. Numbers as people read them: 82.3 with `%`. */
export interface Gap {
  /** Its name; it is kept with the matter. */
  readonly indicator: string
  readonly better: 'higher' | 'lower'
  /** Of both values. */
  readonly period: string
  readonly own: number
  /** Whose value is better. */
  readonly peer: string
  readonly peerValue: number
  readonly valueUnit?: string | undefined
  /** What lags, where it is not the whole district. */
  readonly whose?: string | undefined
  /** The office that shall answer for it. */
  readonly office?: string | undefined
  /** The value of the peer where nothing else is said. */
  readonly target?: number | undefined
  /** A day. */
  readonly by?: string | undefined
  /** 借鉴做法 in words, or by a finding of a study visit. */
  readonly practice?: string | undefined
  readonly visit?: string | undefined
  readonly finding?: number | undefined
}

/** Whether there is a gap at all. */
export function lags({ better, own, peerValue }: Pick<Gap, 'better' | 'own' | 'peerValue'>): boolean {
  return better === 'higher' ? own < peerValue : own > peerValue
}

/** Where a gap, or what is known of it, is made into work. */
export function gapWorkAddress(gap: Partial<Gap>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(gap)) if (value !== undefined) search.set(name, String(value))
  return `/gap-work/new${search.size === 0 ? '' : `?${search.toString()}`}`
}

/** What an address says of a gap; what it says wrongly is left out. */
export function gapIn(search: URLSearchParams): Partial<Gap> {
  function text(name: keyof Gap): string | undefined {
    return search.get(name)?.trim() || undefined
  }
  function number(name: keyof Gap): number | undefined {
    const said = text(name)
    return said !== undefined && Number.isFinite(Number(said)) ? Number(said) : undefined
  }
  const better = text('better')
  const by = text('by')
  const known = {
    indicator: text('indicator'),
    better: better === 'higher' || better === 'lower' ? better : undefined,
    period: text('period'),
    own: number('own'),
    peer: text('peer'),
    peerValue: number('peerValue'),
    valueUnit: text('valueUnit'),
    whose: text('whose'),
    office: text('office'),
    target: number('target'),
    by: by !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(by) ? by : undefined,
    practice: text('practice'),
    visit: text('visit'),
    finding: number('finding'),
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}
