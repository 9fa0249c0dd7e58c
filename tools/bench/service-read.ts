import type { ServiceSite } from './service-site.ts'

/** How long one kind of question takes at 32 users. */
export interface ReadFigure {
  readonly title: string
  readonly who: 'clerk' | 'district'
  /** Milliseconds. */
  readonly p95: number
  readonly perSecond: number
}

export interface LoadRule {
  /** Users who ask at the same time, each the next question when the last is answered. */
  readonly users: number
  readonly seconds: number
}

const questions: readonly (readonly [title: string, url: (matter: string) => string])[] = [
  ['list of work', () => '/api/v1/tasks?limit=50'],
  ['100 open matters', () => '/api/v1/matters?limit=100&open=true'],
  ['100 matters of a category', () => `/api/v1/matters?limit=100&category=${encodeURIComponent('供水')}`],
  ['100 overdue matters', () => '/api/v1/matters?limit=100&open=true&due_before=2026-03-10T00:00:00Z'],
  ['counts', () => '/api/v1/task-counts'],
  ['page of a matter', (matter) => `/api/v1/matters/${matter}`],
]

/** Asks every question as a clerk of an office (office-4, whose category is 供水) and as one who sees the district. */
export async function measureReads(site: ServiceSite, rule: LoadRule): Promise<readonly ReadFigure[]> {
  const figures: ReadFigure[] = []
  for (const who of ['clerk', 'district'] as const) {
    const name = who === 'clerk' ? 'office-4' : 'district'
    const matter = await someMatter(site, name)
    for (const [title, url] of questions) {
      const times = await askFor(site, { name, url: url(matter), rule })
      const sorted = times.toSorted((one, other) => one - other)
      const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
      figures.push({ title, who, p95, perSecond: times.length / rule.seconds })
    }
  }
  return figures
}

async function someMatter(site: ServiceSite, name: string): Promise<string> {
  const { body } = await site.ask(name, { method: 'GET', url: '/api/v1/matters?limit=1&open=true' })
  const { rows }: { readonly rows: readonly { readonly id: string }[] } = JSON.parse(body)
  return rows[0]?.id ?? ''
}

interface Load {
  readonly name: string
  readonly url: string
  readonly rule: LoadRule
}

/** Milliseconds of each answer; the first second warms up and does not count. */
async function askFor(site: ServiceSite, { name, url, rule }: Load): Promise<readonly number[]> {
  const begun = performance.now()
  const times: number[] = []
  const counts = begun + 1000
  const ends = counts + rule.seconds * 1000
  async function user(): Promise<void> {
    while (performance.now() < ends) {
      const asked = performance.now()
      const { status, body } = await site.ask(name, { method: 'GET', url })
      if (status !== 200) throw new Error(`${url}: ${status} ${body.slice(0, 200)}`)
      if (asked >= counts) times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: rule.users }, user))
  return times
}
