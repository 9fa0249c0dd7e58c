import { dateAt, millisecondsPerDay, millisecondsPerMinute, yearOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { verifyChain } from '@duibiao/kernel'
import { readCalendar, readVacantPosts } from '@duibiao/server'
import { listMatters, openLibrary, readCondition, readEntries, sha256, verifyLedger } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { Text } from '../language.ts'
import { ok } from './examination.ts'
import type { Examined } from './examination.ts'

/** Looks at a district: its packs, its calendar, what waits, and its ledger, a sample or the whole. */
export async function examineDistrict(
  database: Database,
  district: DistrictId,
  { now, isFull }: { readonly now: Instant; readonly isFull: boolean },
): Promise<readonly Examined[]> {
  const examined = [
    await examinePacks(database, district),
    ...(await examinePosts(database, district, now)),
    await examineCalendar(database, district, now),
    ...(await examineWaiting(database, district, now)),
    isFull ? await examineLedger(database, district) : await examineSample(database, district),
  ]
  return examined.map((one) => ({ ...one, name: `${district} ${one.name}` }))
}

async function examinePacks(database: Database, district: DistrictId): Promise<Examined> {
  const library = await openLibrary(database, {
    district,
    compile() {
      throw new Error('nothing is carried out here')
    },
  })
  const names = new Set(library.packs.list().map(({ name }) => name))
  if (names.size > 0) return ok('packs', texts.packs, { packs: [...names].toSorted().join(', ') })
  return { name: 'packs', level: 'warning', found: texts.noPacks, advice: texts.install }
}

/** Tasks for a post that nobody holds lie where nobody looks. */
async function examinePosts(
  database: Database,
  district: DistrictId,
  now: Instant,
): Promise<readonly Examined[]> {
  const vacant = await readVacantPosts(database, district, now)
  return vacant.map(({ pack, posts }) => ({
    ...warning('posts', texts.vacant, texts.hold),
    params: { pack, posts: posts.join(', ') },
  }))
}

/** Without its notice a year is reckoned on plain weekends, and due dates in it are provisional. */
async function examineCalendar(database: Database, district: DistrictId, now: Instant): Promise<Examined> {
  const { calendar } = await readCalendar(database, district)
  const today = dateAt(now, calendar)
  const year = yearOf(today)
  // Notices come out in November; from December on the next year should be there.
  const wanted = today.slice(5, 7) === '12' ? [year, year + 1] : [year]
  const missing = wanted.filter((one) => !calendar.announcedYears.has(one))
  if (missing.length === 0) return ok('calendar', texts.calendar, { years: wanted.join(', ') })
  const params = { years: missing.join(', ') }
  return { name: 'calendar', level: 'warning', found: texts.noNotice, params, advice: texts.load }
}

async function examineWaiting(
  database: Database,
  district: DistrictId,
  now: Instant,
): Promise<readonly Examined[]> {
  const condition = await readCondition(database, district, now)
  const { timerDueAt, deadLetters, deliveriesSince, deadDeliveries, incidents, sealedAt } = condition
  const late = 5 * millisecondsPerMinute
  const warnings: readonly (Examined | false)[] = [
    timerDueAt !== undefined && now - timerDueAt > late && warning('timers', texts.late, texts.serve),
    deliveriesSince !== undefined &&
      now - deliveriesSince > late &&
      warning('deliveries', texts.lateDeliveries, texts.serve),
    deadDeliveries > 0 && {
      ...warning('deliveries', texts.deadDeliveries, texts.resend),
      params: { count: deadDeliveries },
    },
    incidents > 0 && { ...warning('incidents', texts.incidents, texts.look), params: { count: incidents } },
    deadLetters > 0 && { ...warning('outbox', texts.dead, texts.resend), params: { count: deadLetters } },
    sealedAt !== undefined &&
      now - sealedAt > 2 * millisecondsPerDay &&
      warning('seal', texts.oldSeal, texts.serve),
  ]
  return warnings.filter((one) => one !== false)
}

function warning(name: string, found: Text, advice: Text): Examined {
  return { name, level: 'warning', found, advice }
}

const sampleSize = 50

/** The chains of the newest matters: what somebody would change first. */
async function examineSample(database: Database, district: DistrictId): Promise<Examined> {
  const matters = await listMatters(database, district, { limit: sampleSize })
  let entries = 0
  for (const { matter, number } of matters) {
    const read = await readEntries(database, district, matter)
    if (verifyChain(read, sha256.digest) !== undefined) {
      const params = { number }
      return { name: 'ledger', level: 'fault', found: texts.broken, params, advice: texts.verify }
    }
    entries += read.length
  }
  return ok('ledger', texts.sample, { matters: matters.length, entries })
}

async function examineLedger(database: Database, district: DistrictId): Promise<Examined> {
  const verdict = await verifyLedger(database, district)
  if (verdict.ok) return ok('ledger', texts.whole)
  return { name: 'ledger', level: 'fault', found: texts.faulty, advice: texts.verify }
}

const texts = {
  packs: { zh: '治理包 {packs}', en: 'packs {packs}' },
  noPacks: { zh: '没有治理包', en: 'no pack is installed' },
  install: { zh: '请运行 duibiao pack install', en: 'run duibiao pack install' },
  vacant: { zh: '治理包 {pack} 的岗位无人承担：{posts}', en: 'nobody holds these posts of {pack}: {posts}' },
  hold: {
    zh: '请在基础库中任命，或用 duibiao pack set --post 指定由谁承担',
    en: 'appoint somebody in the registry, or say who holds them with duibiao pack set --post',
  },
  calendar: { zh: '放假安排 {years}', en: 'notices of {years}' },
  noNotice: {
    zh: '没有 {years} 年的放假安排，其时限暂按周末推算',
    en: 'no notice of {years}: its due dates are provisional',
  },
  load: { zh: '公布后请运行 duibiao calendar load', en: 'run duibiao calendar load once it is out' },
  late: { zh: '有定时器到期超过 5 分钟没有执行', en: 'timers have been due for more than 5 minutes' },
  serve: { zh: '请确认服务正在运行', en: 'see that the service runs' },
  incidents: { zh: '{count} 个定时器出错后搁置', en: '{count} timers were set aside after a fault' },
  look: { zh: '请查看原因并重试', en: 'look why, and let them try again' },
  dead: { zh: '{count} 条通知多次未能送达', en: '{count} effects were given up after many attempts' },
  lateDeliveries: {
    zh: '有投递到期超过 5 分钟没有发出',
    en: 'deliveries have been due for more than 5 minutes',
  },
  deadDeliveries: {
    zh: '{count} 条投递多次失败，已停止',
    en: '{count} deliveries were given up after many attempts',
  },
  resend: { zh: '请排除故障后重发', en: 'remove the cause and send them again' },
  oldSeal: { zh: '台账已超过两天没有封存', en: 'the ledger was not sealed for more than two days' },
  sample: {
    zh: '台账抽查 {matters} 个事项、{entries} 条记录无误',
    en: 'sample of the ledger: {matters} matters, {entries} entries are sound',
  },
  whole: { zh: '台账核验无误', en: 'the ledger verifies' },
  broken: { zh: '事项 {number} 的记录被改动', en: 'the record of matter {number} was changed' },
  faulty: { zh: '台账核验有误', en: 'the ledger does not verify' },
  verify: {
    zh: '请保留现场，运行 duibiao ledger verify 并与另存的树头核对',
    en: 'leave everything as it is, run duibiao ledger verify, and compare the heads that were kept',
  },
} as const satisfies Readonly<Record<string, Text>>
