import { receiptOf } from '@duibiao/store'
import type { Figure } from './figure.ts'
import type { LoadRule } from './service-read.ts'
import type { ServiceSite } from './service-site.ts'

const subject = '三号楼水压不足'

/** New matters a second, over the routes and at the engine alone, in turns so that both see the same machine. */
export async function measureIntake(site: ServiceSite, rule: LoadRule): Promise<readonly Figure[]> {
  const counts = { engine: 0, http: 0 }
  for (let round = 0; round < 2; round += 1) {
    counts.engine += await intake(rule, (key) => atEngine(site, `${round} ${key}`))
    counts.http += await intake(rule, (key) => overHttp(site, `${round}-${key}`))
  }
  const [engine, http] = [counts.engine / (2 * rule.seconds), counts.http / (2 * rule.seconds)]
  const ratio = http / engine
  return [
    { title: `intake at the engine, ${rule.users} clients`, value: engine, unit: 'matters/s' },
    { title: `intake over the routes, ${rule.users} clients`, value: http, unit: 'matters/s' },
    { title: 'routes ÷ engine', value: ratio, unit: '', aim: '≥ 0.5', holds: ratio >= 0.5 },
  ]
}

async function intake({ users, seconds }: LoadRule, give: (key: string) => Promise<void>): Promise<number> {
  const ends = performance.now() + seconds * 1000
  let count = 0
  async function user(): Promise<void> {
    while (performance.now() < ends) {
      count += 1
      await give(`intake-${count}`)
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  return count
}

async function atEngine({ tenant }: ServiceSite, key: string): Promise<void> {
  const number = await tenant.nextNumber('hotline')
  const variables = { subject }
  const request = { procedure: 'hotline', number, title: subject, variables, key: `engine ${key}` }
  receiptOf(await tenant.engine.start({ ...request, actor: { person: 'bench' } }))
}

async function overHttp(site: ServiceSite, key: string): Promise<void> {
  const body = { pack: 'hotline', title: subject, variables: { subject } }
  const { status, body: text } = await site.ask('district', {
    method: 'POST',
    url: '/api/v1/matters',
    body,
    key,
  })
  if (status !== 201) throw new Error(text)
}
